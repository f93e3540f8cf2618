import { GATE_RUN } from './broken-gate-run';

/** Who settled a release that came through: all its gates together. */
export const ALL_GATES = 'gates';

const NO_GATES: ReadonlySet<string> = new Set([ALL_GATES, GATE_RUN, 'codedeploy']);

/** The gates and alarms among those who settled a release, which can be right or wrong about it. */
export function gatesAmong(decidedBy: string | undefined): readonly string[] {
  return (decidedBy ?? '').split(', ').filter((name) => name !== '' && !NO_GATES.has(name));
}
