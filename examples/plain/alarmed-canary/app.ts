import { App } from 'aws-cdk-lib';
import cdk from '../../../cdk.json';
import { type Change } from '../change';
import { ParcelsStack, type ParcelsSettings } from './parcels-stack';

/** Parcels, released by a canary that an alarm on the new version's error rate stops. */
export function alarmedCanaryApp(outdir: string, change: Change, settings: ParcelsSettings = {}): App {
  const app = new App({ outdir, context: cdk.context });
  new ParcelsStack(app, 'Parcels', { change, ...settings });
  return app;
}
