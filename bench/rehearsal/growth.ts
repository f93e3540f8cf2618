import type { Measurement } from './measurement';

/** What a further minute costs, as a rehearsal grows. */
export interface Growth {
  /** Milliseconds of each virtual minute that a longer rehearsal has more than the one before it. */
  readonly msPerFurtherMinute: readonly number[];
  readonly met: boolean;
}

/** A late minute may cost this much more than an early one: where all are kept and looked at, it would be twice as much. */
const MOST = 1.3;

/** Compares rehearsals that differ in their length alone, each twice as long as the one before; what all do once drops out. */
export function growthOf(byLength: readonly Pick<Measurement, 'seconds' | 'virtualMinutes'>[]): Growth {
  const msPerFurtherMinute = byLength.slice(1).map((longer, index) => {
    const shorter = byLength[index] ?? longer;
    return ((longer.seconds - shorter.seconds) * 1000) / (longer.virtualMinutes - shorter.virtualMinutes);
  });
  const [first = 0] = msPerFurtherMinute;
  return { msPerFurtherMinute, met: (msPerFurtherMinute.at(-1) ?? 0) <= MOST * first };
}

export function growthSentence({ msPerFurtherMinute, met }: Growth): string {
  const costs = msPerFurtherMinute.map((ms) => `${ms.toFixed(1)} ms`).join(', then ');
  return `Each further minute of a longer canary costs ${costs}: ${met ? 'flat' : 'NOT flat'} (at most ${MOST} times as much).`;
}
