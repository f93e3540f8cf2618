import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, type GatedReleaseProps } from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

/** What else a stack has beside the function `Chat`, by what it is. */
const refused: readonly [string, (stack: Stack, fn: lambda.Function) => unknown, string][] = [
  [
    'an alias from before',
    (stack, fn) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
    'Refused0/Live',
  ],
  ['an alias by `addAlias`', (_, fn) => fn.addAlias('live'), 'Refused1/Chat/Aliaslive'],
  ['another release', (stack, fn) => release(stack, fn, 'Second'), 'Refused2/Second/Alias'],
  [
    'an alias in another stack',
    (_, fn) => new lambda.Alias(new Stack(app, 'Elsewhere'), 'Live', { aliasName: 'live', version: fn.currentVersion }),
    'Elsewhere/Live',
  ],
  [
    'an alias as CloudFormation has it',
    (stack, fn) =>
      new lambda.CfnAlias(stack, 'Raw', { functionName: fn.functionArn, functionVersion: '1', name: 'live' }),
    'Refused4/Raw',
  ],
];

const allowed: readonly [string, (stack: Stack, fn: lambda.Function) => unknown][] = [
  ['an alias of another name', (_, fn) => fn.addAlias('beta')],
  ['another release by another name', (stack, fn) => release(stack, fn, 'Second', { aliasName: 'beta' })],
  ["another function's alias of the name", (stack) => inlineFunction(stack, 'Other').addAlias('live')],
  [
    "another function's alias as CloudFormation has it",
    (stack) =>
      new lambda.CfnAlias(stack, 'Raw', {
        functionName: inlineFunction(stack, 'Other').functionArn,
        functionVersion: '1',
        name: 'live',
      }),
  ],
];

function release(stack: Stack, fn: lambda.Function, id: string, props: Partial<GatedReleaseProps> = {}): GatedRelease {
  return new GatedRelease(stack, id, { function: fn, gates: [Gate.health()], ...props });
}

function stackWith(name: string, beside: (stack: Stack, fn: lambda.Function) => unknown): void {
  const stack = new Stack(app, name);
  const fn = inlineFunction(stack);
  release(stack, fn, 'Release');
  beside(stack, fn);
}

describe('the name of a release’s alias', () => {
  let said = '';

  beforeAll(() => {
    for (const [index, [, beside]] of refused.entries()) stackWith(`Refused${index}`, beside);
    for (const [index, [, beside]] of allowed.entries()) stackWith(`Allowed${index}`, beside);
    try {
      app.synth({ force: true });
    } catch (error) {
      said = String(error);
    }
  });

  it.each(refused.map(([beside, , path], index) => [beside, path, index] as const))(
    'is refused at synth beside %s, with what to do',
    (_, path, index) => {
      expect(said).toContain(
        `the function Refused${index}/Chat has an alias \`live\` already (${path}), and Lambda takes a name once: release that one by \`existingAlias\`, remove it, or give another \`aliasName\``,
      );
    },
  );

  it.each(allowed.map(([beside], index) => [beside, index] as const))('is taken beside %s', (_, index) => {
    expect(said).not.toContain(`Allowed${index}/`);
  });
});
