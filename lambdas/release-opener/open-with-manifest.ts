import * as v from 'valibot';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import { openRelease, type Opened, type OpenerPorts } from '../../lib/flow/open-release';
import { parsed } from '../parsed';

const requestSchema = v.strictObject({
  deploymentId: v.pipe(v.string(), v.nonEmpty()),
  phase: v.picklist(HOOK_PHASES),
});

/** Opens the release of a deployment, and says which gates to ask. */
export async function openWithManifest(request: unknown, ports: OpenerPorts): Promise<Opened> {
  const { deploymentId, phase } = parsed('The request to open a release', requestSchema, request);
  return openRelease(deploymentId, phase, ports);
}
