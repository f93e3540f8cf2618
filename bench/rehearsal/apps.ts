import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';

/** A service of so many functions under release, spread over stacks, synthesized into `directory/name`. */
export interface ServiceProps {
  readonly name: string;
  readonly stacks: number;
  readonly functionsPerStack: number;
  readonly canary: Duration;
}

const CODE = (name: string) =>
  `exports.handler = async () => ({ statusCode: 200, body: '{"status":"ok"}' }); // ${name}`;

export function synthesize(directory: string, { name, stacks, functionsPerStack, canary }: ServiceProps): string {
  const source = join(directory, `${name}-source`);
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'index.js'), CODE(name));
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  for (let number = 1; number <= stacks; number++) {
    const stack = new Stack(app, `Service${number}`);
    for (let index = 1; index <= functionsPerStack; index++) {
      const fn = new lambda.Function(stack, `Fn${index}`, {
        code: lambda.Code.fromAsset(source),
        handler: 'index.handler',
        runtime: lambda.Runtime.NODEJS_24_X,
      });
      new GatedRelease(stack, `Release${index}`, {
        function: fn,
        platform,
        gates: [Gate.health()],
        traffic: TrafficPlan.canary({ percent: 10, interval: canary }),
      });
    }
  }
  app.synth();
  return outdir;
}
