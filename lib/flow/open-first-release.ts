import type { Aliases } from '../domain/release/aliases';
import type { NewRelease } from '../domain/release/release';
import { openWithManifest, type OpenedRelease, type OpeningPorts } from './open-with-manifest';

export interface FirstOpenerPorts extends OpeningPorts {
  readonly aliases: Aliases;
}

/** What the gate run of a first release goes on with. */
export type OpenedFirst =
  /** The alias is there: CodeDeploy moves it, and asks the gates when it does. */
  { readonly kind: 'known-alias' } | OpenedRelease;

/** Opens a first release in the ledger, with its manifest, and says which gates to ask. */
export async function openFirstRelease(known: NewRelease, ports: FirstOpenerPorts): Promise<OpenedFirst> {
  if (await ports.aliases.exists(known.functionName, known.aliasName)) return { kind: 'known-alias' };
  return openWithManifest(known, 'before-traffic', ports);
}
