import { App } from 'aws-cdk-lib';
import cdk from '../../../cdk.json';
import { type Change } from '../change';
import { BookingsStack } from './bookings-stack';

/** Bookings behind an HTTP API. The handler catches every error, so only the API sees that customers fail. */
export function caughtErrorsApp(outdir: string, change: Change): App {
  const app = new App({ outdir, context: cdk.context });
  new BookingsStack(app, 'Bookings', { change });
  return app;
}
