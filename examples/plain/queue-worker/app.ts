import { App } from 'aws-cdk-lib';
import cdk from '../../../cdk.json';
import { type Change } from '../change';
import { InvoicesStack } from './invoices-stack';

/** A queue of invoices and its worker, which is released by a canary of the CDK's deployment group. */
export function queueWorkerApp(outdir: string, change: Change): App {
  const app = new App({ outdir, context: cdk.context });
  new InvoicesStack(app, 'Invoices', { change });
  return app;
}
