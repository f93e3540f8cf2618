import * as v from 'valibot';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import { openRelease, type Opened, type OpenerPorts } from '../../lib/flow/open-release';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const requestSchema = v.strictObject({
  deploymentId: text,
  phase: v.picklist(HOOK_PHASES),
  gateRun: v.optional(text),
});

/** Opens the release of a deployment, and says which gates to ask. */
export async function openWithManifest(request: unknown, ports: OpenerPorts): Promise<Opened> {
  return openRelease(parsed('The request to open a release', requestSchema, request), ports);
}
