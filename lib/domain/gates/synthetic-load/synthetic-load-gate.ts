import type { Draft, GateKind } from '../../gate/gate-kind';
import { callsSideBySide } from '../../gate/suite-calls';
import { secondsWithTeardown, teardownProblems } from '../../gate/teardown-time';
import type { Suite } from '../../suite/suite';
import { runSyntheticLoadGate } from './run-synthetic-load';
import { syntheticLoadSchema, type SyntheticLoadDefinition } from './synthetic-load-definition';

/** Does green bear so many calls? */
export const SYNTHETIC_LOAD_GATE: GateKind<SyntheticLoadDefinition> = {
  schema: syntheticLoadSchema,
  problems: (draft) => {
    const suite = suiteOf(draft);
    return [...(suite ? teardownProblems(suite, draft.withinSeconds, 1) : []), ...latencyProblems(draft)];
  },
  seconds: (gate) => {
    const suite = suiteOf(gate);
    return suite ? secondsWithTeardown(suite, gate.withinSeconds, 1) : gate.withinSeconds;
  },
  calls: ({ requests, concurrency }) => callsSideBySide(requests, concurrency, requests),
  needsBlue: false,
  run: runSyntheticLoadGate,
};

function suiteOf({ load }: Pick<Draft<SyntheticLoadDefinition>, 'load'>): Suite | undefined {
  return load.kind === 'suite' ? load.suite : undefined;
}

/** Of fewer calls the 99th percentile is the slowest one, which says little of the others. */
function latencyProblems({
  maxLatencyMs,
  requests,
}: Pick<SyntheticLoadDefinition, 'maxLatencyMs' | 'requests'>): readonly string[] {
  if (maxLatencyMs === undefined || requests >= 100) return [];
  return [`\`requests\` must be >=100 where there is a \`maxLatency\`, a 99th percentile, got: ${requests}`];
}
