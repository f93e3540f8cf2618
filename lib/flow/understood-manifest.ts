import type { Manifest } from '../domain/release/manifest';
import { readManifest } from '../domain/release/read-manifest';

/**
 * The manifest that a text holds.
 *
 * @throws where it holds none: all that is wrong with it, and nothing of it
 */
export function understoodManifest(what: string, text: string | undefined): Manifest {
  const read = readManifest(text);
  if ('problem' in read) throw new Error(`${what} cannot be understood: ${read.problem}.`);
  return read.manifest;
}
