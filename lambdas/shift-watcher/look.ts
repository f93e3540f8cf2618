import * as v from 'valibot';
import { lookAtShift, type AfterLook } from '../../lib/flow/look-at-shift';
import { bakeRelease, type AfterBakeLook } from '../../lib/flow/bake-release';
import { takeLastLook, type LastLook } from '../../lib/flow/take-last-look';
import type { WatchPorts } from '../../lib/flow/watch-ports';
import { parsed } from '../parsed';

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
);

const requestSchema = v.strictObject({
  deploymentId: v.pipe(v.string(), v.nonEmpty()),
  /** In the last look: when all traffic had moved, as ISO 8601. */
  lastSince: v.optional(time),
  /** Of a release that bakes: since when, as ISO 8601, and what its gates have answered. */
  bake: v.optional(
    v.strictObject({
      since: time,
      gates: v.array(v.object({ name: v.string() })),
      answers: v.array(v.unknown()),
      watched: v.unknown(),
    }),
  ),
});

/** Takes one look at a shift, or the last one, or one at a bake. */
export async function look(request: unknown, ports: WatchPorts): Promise<AfterLook | LastLook | AfterBakeLook> {
  const { deploymentId, lastSince, bake } = parsed('The request to look at a shift', requestSchema, request);
  if (bake) {
    const { since, gates, answers, watched } = bake;
    return bakeRelease(
      { deploymentId, startedAt: since, asked: gates.map(({ name }) => name), answers, watched },
      ports,
    );
  }
  return lastSince === undefined
    ? lookAtShift(deploymentId, ports)
    : takeLastLook({ deploymentId, startedAt: lastSince }, ports);
}
