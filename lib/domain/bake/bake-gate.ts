import { BAKE_GATE } from '../gate/bake';
import { IN_FLIGHT } from '../gate/phase';
import { gatesOfPhase } from '../release/gates-of-phase';
import type { AskedGate, Manifest } from '../release/manifest';
import type { Release } from '../release/release';

/** The bake of a release as a gate: an answer that does not know lets the release through, as in flight. */
export const BAKING = { name: BAKE_GATE, mode: 'enforce', onInconclusive: 'proceed' } as const satisfies Pick<
  AskedGate,
  'name' | 'mode' | 'onInconclusive'
>;

/** How long a release bakes, in minutes; undefined where it does not. A first one has nothing to compare with. */
export function bakeMinutesOf({ gates, watch }: Manifest, release: Pick<Release, 'blue'>): number | undefined {
  return gatesOfPhase(gates.asked, IN_FLIGHT, release).asked.length > 0 ? watch?.bakeMinutes : undefined;
}
