import * as v from 'valibot';
import { openFirstRelease as open, type FirstOpenerPorts, type OpenedFirst } from '../../lib/flow/open-first-release';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const requestSchema = v.strictObject({
  firstRelease: v.strictObject({
    id: text,
    functionName: text,
    aliasName: text,
    green: text,
    deploymentGroup: text,
    openedAt: v.number(),
  }),
});

/** Opens a first release, and says which gates to ask. */
export async function openFirstRelease(request: unknown, ports: FirstOpenerPorts): Promise<OpenedFirst> {
  const { firstRelease } = parsed('The request to open a first release', requestSchema, request);
  return open(firstRelease, ports);
}
