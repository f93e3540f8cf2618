import { App } from 'aws-cdk-lib';
import cdk from '../../../cdk.json';
import { type Change } from '../change';
import { ClaimsStack } from './claims-stack';

/** A state machine that asks an alias, which is released by a deployment group written out resource by resource. */
export function stateMachineApp(outdir: string, change: Change): App {
  const app = new App({ outdir, context: cdk.context });
  new ClaimsStack(app, 'Claims', { change });
  return app;
}
