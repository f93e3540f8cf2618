import * as v from 'valibot';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import { decideRelease, type DecidedPhase, type DeciderPorts } from '../../lib/flow/decide-release';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const requestSchema = v.strictObject({
  deploymentId: text,
  phase: v.picklist(HOOK_PHASES),
  /** The gates that were asked. */
  gates: v.array(v.object({ name: text })),
  answers: v.array(v.unknown()),
  /** What the opener judged by what was attested; left out by a run that began before it did. */
  judged: v.optional(v.array(v.unknown()), []),
  watched: v.optional(v.unknown()),
  baked: v.optional(v.unknown()),
  gateRun: v.optional(text),
});

/** Decides about a release by the gates of a phase, and says what to answer CodeDeploy. */
export async function decideByRequest(request: unknown, ports: DeciderPorts): Promise<DecidedPhase> {
  const { gates, ...phase } = parsed('The request to decide about a release', requestSchema, request);
  return decideRelease({ ...phase, asked: gates.map(({ name }) => name) }, ports);
}
