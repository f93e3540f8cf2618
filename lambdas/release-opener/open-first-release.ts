import * as v from 'valibot';
import type { Aliases } from '../../lib/domain/release/aliases';
import { parsed } from '../parsed';
import { openedWith, readManifest, type OpenedRelease, type OpenerPorts } from './open-with-manifest';

/** What the gate run of a first release goes on with. */
export type OpenedFirst =
  /** The alias is there: CodeDeploy moves it, and asks the gates when it does. */
  { readonly kind: 'known-alias' } | OpenedRelease;

export interface FirstOpenerPorts extends Pick<OpenerPorts, 'platformName' | 'ledger' | 'parameters'> {
  readonly aliases: Aliases;
}

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

/** Opens a first release in the ledger, with its manifest, and says which gates to ask. */
export async function openFirstRelease(request: unknown, ports: FirstOpenerPorts): Promise<OpenedFirst> {
  const { firstRelease } = parsed('The request to open a first release', requestSchema, request);
  const { functionName, aliasName } = firstRelease;
  if (await ports.aliases.exists(functionName, aliasName)) return { kind: 'known-alias' };
  const manifest = await readManifest(firstRelease, ports);
  return openedWith(firstRelease, { phase: 'before-traffic', manifest }, ports.ledger);
}
