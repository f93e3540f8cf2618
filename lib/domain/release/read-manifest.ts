import * as v from 'valibot';
import { problemsWithoutValue } from '../text/problems-without-value';
import { manifestTextSchema, type Manifest } from './manifest';

/** The manifest that a text holds, or all that is wrong with it. */
export function readManifest(text: string | undefined): { readonly manifest: Manifest } | { readonly problem: string } {
  const { success, output, issues } = v.safeParse(manifestTextSchema, text);
  return success ? { manifest: output } : { problem: problemsWithoutValue(issues) };
}
