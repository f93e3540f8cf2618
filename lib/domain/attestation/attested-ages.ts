import type { Evidence } from '../gate/evidence';

/** How long before a release was judged something had been attested of it: the names of the figures, in whole minutes. */
export const ATTESTED_AGES = {
  approved: 'minutes since first approval',
  staging: 'minutes since staging was attested',
} as const;

/** How long ago it was, as a figure of a verdict. @param since when it was attested, the first time */
export function ageFigure(name: keyof typeof ATTESTED_AGES, since: number, at: number): Evidence['figures'] {
  return since > at ? {} : { [ATTESTED_AGES[name]]: Math.floor((at - since) / 60_000) };
}

/** When it was, by the records of the gates that were judged by it; undefined where none was. Milliseconds since the epoch. */
export function attestedSince(
  name: keyof typeof ATTESTED_AGES,
  gates: readonly { readonly at: number; readonly verdict: { readonly evidence: Evidence } }[],
): number | undefined {
  const since = gates.flatMap(({ at, verdict }) => {
    const minutes = verdict.evidence.figures[ATTESTED_AGES[name]];
    return minutes === undefined ? [] : [at - minutes * 60_000];
  });
  return since.length === 0 ? undefined : Math.min(...since);
}
