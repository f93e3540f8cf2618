import { IN_FLIGHT } from '../domain/gate/phase';
import { kindOf, type GateDefinition } from '../domain/gates/gate-kinds';
import type { Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import type { ShiftPlan, WatchedGate } from '../domain/shift/watch-plan';
import type { ReleaseHands } from './watch-ports';

/** What a release's watch goes by, from its manifest and its file of gates. It is read once, by the first look. */
export async function planWatch(
  release: Release,
  { gates, watch }: Manifest,
  began: number,
  hands: Pick<ReleaseHands, 'gates' | 'timeoutSeconds'>,
): Promise<ShiftPlan> {
  const { functionName, aliasName, blue, green } = release;
  if (blue === undefined)
    throw new Error(`Release ${release.id} is a first release, which has nothing to compare with.`);
  const file = await hands.gates({ bucket: gates.bucket, key: gates.key, sha256: gates.sha256 });
  const [ofBlue, ofGreen] = await Promise.all([hands.timeoutSeconds(blue), hands.timeoutSeconds(green)]);
  const asked = gates.asked.filter(({ phase }) => phase === IN_FLIGHT);
  return {
    ...{ functionName, aliasName, blue, green, began },
    windowMinutes: watch?.windowMinutes ?? 0,
    ...(watch?.expectedGreenCalls === undefined ? {} : { expectedGreenCalls: watch.expectedGreenCalls }),
    ...(watch?.releaseMetrics === true ? { releaseMetrics: true } : {}),
    holdBackSeconds: ofBlue === ofGreen ? 0 : Math.max(ofBlue, ofGreen),
    gates: asked.map(({ name, mode, onInconclusive, tables, counts }): WatchedGate => ({
      name,
      mode: mode ?? 'enforce',
      onInconclusive: onInconclusive ?? 'block',
      watched: watchedOf(name, file.gates),
      ...(tables ? { tables } : {}),
      ...(counts ? { counts } : {}),
    })),
  };
}

function watchedOf(name: string, definitions: readonly GateDefinition[]): WatchedGate['watched'] {
  const definition = definitions.find((one) => one.name === name);
  if (!definition) {
    throw new Error(
      `The file of gates has no gate ${name}; it has ${definitions.map((one) => one.name).join(', ') || 'none'}.`,
    );
  }
  const { watched } = kindOf(definition);
  if (!watched) throw new Error(`Gate ${name} is a ${definition.kind} gate, which is not asked in flight.`);
  return watched(definition);
}
