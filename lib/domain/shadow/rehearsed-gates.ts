import { counted } from '../text/figures';

/** What a gate said of a release that was rehearsed. */
export interface RehearsedVerdict {
  readonly service: string;
  readonly gate: string;
  readonly phase: string;
  /** Whether it refused the release, or would have, as a shadow. */
  readonly blocks: boolean;
  /** What the scenario says of the release: that it should come through, or should not; `unknown` where it expects nothing. */
  readonly known: 'good' | 'bad' | 'unknown';
}

/** What a gate said of all that was rehearsed. It is no sample of releases to come, so no rate follows from it. */
export interface RehearsedGateReport {
  readonly service: string;
  readonly gate: string;
  readonly phase: string;
  /** Releases that should come through, by their scenarios, and those of them that it blocked. */
  readonly good: number;
  readonly blockedGood: number;
  /** Releases that should not come through, and those of them that it blocked. */
  readonly bad: number;
  readonly blockedBad: number;
  /** Releases of which their scenarios expect nothing. */
  readonly unknown: number;
  /** What it adds, in sentences. */
  readonly conclusion: readonly string[];
}

export function rehearsedGates(verdicts: readonly RehearsedVerdict[]): readonly RehearsedGateReport[] {
  const keyOf = ({ service, gate, phase }: RehearsedVerdict) => JSON.stringify([service, gate, phase]);
  return [...new Set(verdicts.map(keyOf))].sort().map((key) => {
    const own = verdicts.filter((verdict) => keyOf(verdict) === key);
    const count = (known: RehearsedVerdict['known'], onlyBlocked = false) =>
      own.filter((one) => one.known === known && (one.blocks || !onlyBlocked)).length;
    const [service = '', gate = '', phase = ''] = JSON.parse(key) as readonly string[];
    const counts = {
      ...{ good: count('good'), blockedGood: count('good', true) },
      ...{ bad: count('bad'), blockedBad: count('bad', true) },
      unknown: count('unknown'),
    };
    return { service, gate, phase, ...counts, conclusion: conclusionOf(counts) };
  });
}

type Counts = Omit<RehearsedGateReport, 'service' | 'gate' | 'phase' | 'conclusion'>;

function conclusionOf({ good, blockedGood, bad, blockedBad, unknown }: Counts): readonly string[] {
  return [
    good === 0
      ? 'Nothing that should come through was rehearsed, so it is not known to let anything pass.'
      : `It blocked ${blockedGood} of ${counted(good, 'release')} that should come through${blockedGood === 0 ? '.' : ': mend it before it counts.'}`,
    bad === 0
      ? 'Nothing that should be stopped was rehearsed, so it is not known to find anything.'
      : `It blocked ${blockedBad} of ${counted(bad, 'release')} that should be stopped${blockedBad === bad ? '.' : ': others must find the rest.'}`,
    ...(unknown === 0 ? [] : [`Left out, as their scenarios expect nothing of them: ${counted(unknown, 'release')}.`]),
  ];
}
