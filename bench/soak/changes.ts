import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, Probe, ReleasePlatform, TrafficPlan } from 'sluice';

/** What a change is like, and so what may come of its release when nothing else goes wrong. */
export const CHANGES = {
  good: { before: 200, after: 200, errorRate: 0 },
  'bad before traffic': { before: 500, after: 200, errorRate: 0 },
  'bad under traffic': { before: 200, after: 200, errorRate: 1 },
  'bad at 100 %': { before: 200, after: 500, errorRate: 0 },
} as const;

export type Change = keyof typeof CHANGES;

const AFTER = '/deep';

/** The smallest service there is, in a version of its own, synthesized into `directory/name`. */
export function synthesizeChange(directory: string, name: string, change: Change): string {
  const source = join(directory, `${name}-source`);
  mkdirSync(source, { recursive: true });
  const { before, after } = CHANGES[change];
  const status = `event.rawPath === '${AFTER}' ? ${after} : ${before}`;
  const body = `'{"status":"ok"}'`;
  writeFileSync(
    join(source, 'index.js'),
    `exports.handler = async (event) => ({ statusCode: ${status}, body: ${body} }); // ${name}`,
  );
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Service');
  const fn = new lambda.Function(stack, 'Fn', {
    code: lambda.Code.fromAsset(source),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
  new GatedRelease(stack, 'Release', {
    function: fn,
    platform,
    gates: [
      Gate.health(),
      Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic', probe: Probe.http({ path: AFTER }) }),
    ],
    traffic: TrafficPlan.canary({ percent: 50, interval: Duration.minutes(5) }),
  });
  app.synth();
  return outdir;
}
