import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, type Environment } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, type GatedReleaseProps, type ReleasePlatformProps } from 'sluice';
import { nodeFunction } from './node-function';

export interface ServiceProps {
  /** A CommonJS module that exports `handler`. */
  readonly code: string;
  readonly release?: Partial<Omit<GatedReleaseProps, 'function'>>;
  readonly platform?: ReleasePlatformProps;
  /** Of the function; left out, CloudFormation makes one. */
  readonly functionName?: string;
  /** Of the function; its handler is cut off after it. */
  readonly timeout?: Duration;
  /** The account and region of both stacks; without it they say none. */
  readonly env?: Environment;
  /** What `-c` would say, such as the type of the release. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** What the function has besides, such as permissions. */
  readonly furnish?: (fn: lambda.Function) => void;
  /** In place of the release's, gates of what else is in the function's stack, such as its tables. */
  readonly gatesIn?: (stack: Stack) => readonly Gate[];
  /** What is made once the release is there, such as alarms of its squad. */
  readonly afterwards?: (release: GatedRelease, stack: Stack) => void;
}

/** A handler that is healthy and answers whatever it is asked. */
export const HEALTHY = `exports.handler = async () => ({ statusCode: 200, body: '{"status":"ok"}' });`;

/** Healthy as well, and another release, since its code is not the same. */
export function healthyChange(number: number): string {
  return `${HEALTHY} // change ${number}`;
}

/** The smallest app there is, a platform and one function under release, synthesized into `directory/name`. */
export function synthesizeService(directory: string, name: string, props: ServiceProps): string {
  const { code, release, functionName, timeout, env = {}, context = {}, furnish, gatesIn, afterwards } = props;
  const outdir = join(directory, name);
  const app = new App({ outdir, context });
  const platform = new ReleasePlatform(new Stack(app, 'Platform', { env }), 'Platform', props.platform);
  const stack = new Stack(app, 'Service', { env });
  const fn = nodeFunction(stack, 'Fn', code, {
    ...{ directory, timeout: timeout ?? Duration.seconds(3) },
    ...(functionName === undefined ? {} : { functionName }),
  });
  furnish?.(fn);
  const released = new GatedRelease(stack, 'Release', {
    ...{ function: fn, platform, gates: [Gate.health()], ...release },
    ...(gatesIn ? { gates: [...gatesIn(stack)] } : {}),
  });
  afterwards?.(released, stack);
  app.synth();
  return outdir;
}

/** Changes what an assembly says of its service, or of another stack, as somebody might who edits it by hand. */
export function editTemplate(assembly: string, edit: (text: string) => string, stack = 'Service'): void {
  const file = join(assembly, `${stack}.template.json`);
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`The edit changed nothing in ${file}.`);
  writeFileSync(file, after);
}

/** Takes out what gates the creation of the alias, as in a stack from before there was such a thing. */
export function withoutFirstRelease(assembly: string): void {
  editTemplate(assembly, (text) => {
    const template = JSON.parse(text) as { Resources: Record<string, { Type: string; DependsOn?: string[] }> };
    const own = Object.entries(template.Resources).find(([, { Type: type }]) => type === 'Custom::SluiceFirstRelease');
    const others = Object.fromEntries(Object.entries(template.Resources).filter(([id]) => id !== own?.[0]));
    for (const other of Object.values(others)) {
      if (other.DependsOn) other.DependsOn = other.DependsOn.filter((id) => id !== own?.[0]);
    }
    return JSON.stringify({ ...template, Resources: others });
  });
}
