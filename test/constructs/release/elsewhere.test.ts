import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Stage, type App, type Environment } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  Gate,
  GatedRelease,
  Judge,
  QualitySuite,
  ReleasePlatform,
  type GatedReleaseProps,
  type IReleasePlatform,
} from 'sluice';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

const HERE = { account: '222222222222', region: 'eu-central-1' };
const FAR = { ...HERE, region: 'us-east-1' };
const OTHERS = { ...HERE, account: '111111111111' };

/** What the synth of an app says is wrong; nothing where it succeeds. */
function said(build: (app: App, outdir: string) => void): string {
  const { app, outdir, remove } = temporaryApp();
  try {
    build(app, outdir);
    app.synth();
    return '';
  } catch (error) {
    return String(error);
  } finally {
    remove();
  }
}

function platformIn(scope: Construct, env: Environment, id = 'Platform', platformName = 'default'): ReleasePlatform {
  return new ReleasePlatform(new Stack(scope, id, { env }), 'Platform', { platformName });
}

function releaseIn(scope: Construct, env: Environment, props: Partial<GatedReleaseProps> = {}): GatedRelease {
  const stack = new Stack(scope, 'Service', { env });
  return new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates: [Gate.health()], ...props });
}

const byName = (platform: IReleasePlatform) =>
  ReleasePlatform.fromPlatformName(Stack.of(platform), 'ByName', 'default');
const itself = (platform: IReleasePlatform) => platform;

describe('a release whose platform is elsewhere', () => {
  it.each([
    ['in another region', FAR, HERE, '222222222222/us-east-1', '222222222222/eu-central-1'],
    ['in another account', OTHERS, HERE, '111111111111/eu-central-1', '222222222222/eu-central-1'],
    [
      'in another region, where both leave the account open',
      { region: FAR.region },
      { region: HERE.region },
      'unknown/us-east-1',
      'unknown/eu-central-1',
    ],
  ])('is refused at synth %s', (_, its, own, got, wanted) => {
    const refusal = `[Service/Release] \`platform\` must be in the account and region of the release, where its parameters are read and its hooks are called, got: ${got} (Platform) for a release in ${wanted} (Service); give both stacks the same \`env\`, or make a ReleasePlatform in a stack with the \`env\` of the release`;

    for (const given of [itself, byName]) {
      expect(said((app) => releaseIn(app, own, { platform: given(platformIn(app, its)) }))).toContain(refusal);
    }
  });

  it('is refused as well where the platform is the default and made after the release', () => {
    const refusal = said((app) => {
      releaseIn(app, HERE);
      platformIn(app, FAR);
    });
    expect(refusal).toContain('got: 222222222222/us-east-1 (Platform)');
  });
});

describe('a release is taken', () => {
  const taken: readonly [string, (app: App) => void][] = [
    ['in the account and region of its platform', (app) => releaseIn(app, HERE, { platform: platformIn(app, HERE) })],
    ['where the platform leaves both open', (app) => releaseIn(app, HERE, { platform: platformIn(app, {}) })],
    ['where it leaves both open itself', (app) => releaseIn(app, {}, { platform: platformIn(app, HERE) })],
    [
      'where one says the account and the other the region',
      (app) => releaseIn(app, { account: HERE.account }, { platform: platformIn(app, { region: FAR.region }) }),
    ],
    [
      'beside a platform elsewhere, where one is here too',
      (app) => {
        platformIn(app, FAR, 'Far');
        platformIn(app, HERE, 'Near');
        releaseIn(app, HERE);
      },
    ],
    [
      'beside a platform elsewhere of another name',
      (app) => {
        platformIn(app, FAR, 'Far', 'far');
        releaseIn(app, HERE);
      },
    ],
    [
      'in a stage for each region, with a platform in each',
      (app) => {
        for (const [id, env] of Object.entries({ Here: HERE, Far: FAR })) {
          const stage = new Stage(app, id, { env });
          releaseIn(stage, {}, { platform: platformIn(stage, {}) });
        }
      },
    ],
  ];

  it.each(taken)('%s', (_, build) => {
    expect(said(build)).toBe('');
  });
});

describe('a gate whose function is in another region', () => {
  const arn = (region: string) => `arn:aws:lambda:${region}:222222222222:function:ask`;
  const imported = (stack: Stack, region: string) => lambda.Function.fromFunctionArn(stack, 'Ask', arn(region));

  function gated(env: Environment, region: string, gateOf: (fn: lambda.IFunction, outdir: string) => Gate): string {
    return said((app, outdir) => {
      const stack = new Stack(app, 'Service', { env });
      const gates = [gateOf(imported(stack, region), outdir)];
      new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates });
    });
  }

  const asked = (fn: lambda.IFunction) => Gate.fromFunction(fn, { name: 'own' });
  const judged = (fn: lambda.IFunction, outdir: string) => {
    const file = join(outdir, 'suite.jsonl');
    const lines = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({ key: `case-${index}`, question: `${index}?` }),
    );
    writeFileSync(file, lines.join('\n'));
    const judge = Judge.fromFunction(fn);
    return Gate.quality({ name: 'own', suite: QualitySuite.fromFile(file), judge });
  };

  it.each([
    ['asks it', asked],
    ['is judged by it', judged],
  ])('is refused at synth where it %s', (_, gateOf) => {
    expect(gated(HERE, 'us-east-1', gateOf)).toContain(
      'gate `own`: the function must be in the region of the release, eu-central-1, where the platform calls it, got: us-east-1 (Service/Ask); deploy it there',
    );
  });

  it.each([
    ['it is in the region of the release', HERE, HERE.region],
    ['the release leaves its region open', {}, FAR.region],
  ])('is taken where %s', (_, env, region) => {
    expect(gated(env, region, asked)).toBe('');
  });
});

describe('a platform outside of the stage of a release', () => {
  const staged = (env: Environment) =>
    said((app) => releaseIn(new Stage(app, 'Beta'), HERE, { platform: platformIn(app, env) }));

  it('is taken, though CDK has no order between the two', () => {
    expect(staged(HERE)).toBe('');
  });

  it('is refused where it is elsewhere, as any other is', () => {
    expect(staged(FAR)).toContain('`platform` must be in the account and region of the release');
  });
});
