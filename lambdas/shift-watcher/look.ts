import * as v from 'valibot';
import { lookAtShift, type AfterLook } from '../../lib/flow/look-at-shift';
import { takeLastLook, type LastLook } from '../../lib/flow/take-last-look';
import type { WatchPorts } from '../../lib/flow/watch-ports';
import { parsed } from '../parsed';

const requestSchema = v.strictObject({
  deploymentId: v.pipe(v.string(), v.nonEmpty()),
  /** In the last look: when all traffic had moved, as ISO 8601. */
  lastSince: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((text) => Date.parse(text)),
    ),
  ),
});

/** Takes one look at a shift, or the last one. */
export async function look(request: unknown, ports: WatchPorts): Promise<AfterLook | LastLook> {
  const { deploymentId, lastSince } = parsed('The request to look at a shift', requestSchema, request);
  return lastSince === undefined
    ? lookAtShift(deploymentId, ports)
    : takeLastLook({ deploymentId, startedAt: lastSince }, ports);
}
