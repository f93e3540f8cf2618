import type { GateKind } from '../gate/gate-kind';

/** What all gates have in common that the watch asks: they call nobody, and their time is the watch's own. */
export const IN_FLIGHT_GATE = {
  problems: () => [],
  seconds: () => 0,
  calls: () => ({ calls: 0, atATime: 1 }),
  needsBlue: true,
} as const satisfies Partial<GateKind<unknown>>;
