import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdk from '../../cdk.json';

export interface TemporaryApp {
  readonly app: App;
  /** Where it is synthesized, and where a test may put its own files. */
  readonly outdir: string;
  readonly remove: () => void;
}

/** An app with the settings of `cdk.json`, which is synthesized to a folder of its own. */
export function temporaryApp(): TemporaryApp {
  const outdir = mkdtempSync(join(tmpdir(), 'sluice-constructs-'));
  const app = new App({ context: cdk.context, outdir });
  return {
    app,
    outdir,
    remove: () => {
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}
