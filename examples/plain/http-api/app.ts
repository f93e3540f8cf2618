import { App } from 'aws-cdk-lib';
import cdk from '../../../cdk.json';
import { type Change } from '../change';
import { OrdersStack } from './orders-stack';

/** Orders behind an HTTP API: a table, an alias, and a deployment group with alarms and a hook. */
export function httpApiApp(outdir: string, change: Change): App {
  const app = new App({ outdir, context: cdk.context });
  new OrdersStack(app, 'Orders', { change });
  return app;
}
