import * as v from 'valibot';
import { openFirstRelease as open, type FirstOpenerPorts, type OpenedFirst } from '../../lib/flow/open-first-release';
import { firstReleaseSchema } from '../first-release-schema';
import { parsed } from '../parsed';

const requestSchema = v.strictObject({
  firstRelease: firstReleaseSchema,
  gateRun: v.optional(v.pipe(v.string(), v.nonEmpty())),
});

/** Opens a first release, and says which gates to ask. */
export async function openFirstRelease(request: unknown, ports: FirstOpenerPorts): Promise<OpenedFirst> {
  const { firstRelease, gateRun } = parsed('The request to open a first release', requestSchema, request);
  return open({ ...firstRelease, gateRun }, ports);
}
