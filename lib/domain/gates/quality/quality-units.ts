import type { QualityCase } from './quality-suite';

/** What counts as one: a case, or all cases of a cluster. */
export interface QualityUnit {
  readonly name: string;
  readonly cases: readonly QualityCase[];
}

/** The units of a suite, in the order of their first cases. */
export function unitsOf(cases: readonly QualityCase[]): readonly QualityUnit[] {
  const units = new Map<string, QualityCase[]>();
  for (const one of cases) {
    // A case by itself may have the name of another one's cluster.
    const name = one.cluster === undefined ? `case ${one.key}` : `cluster ${one.cluster}`;
    const known = units.get(name);
    if (known) known.push(one);
    else units.set(name, [one]);
  }
  return [...units].map(([name, own]) => ({ name, cases: own }));
}

/** The largest weight that a unit of the suite has. */
export function heaviestWeight(units: readonly QualityUnit[]): number {
  const weights = units.map(({ cases }) => cases.reduce((sum, { weight }) => sum + weight, 0) / cases.length);
  return Math.max(1, ...weights);
}
