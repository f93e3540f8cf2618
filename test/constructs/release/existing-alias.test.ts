import { Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, type GatedReleaseProps } from 'sluice';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

type Props = Partial<GatedReleaseProps>;

/** A stack as a squad has it before: a function and its alias; `then` is what it adds. */
function withAlias(name: string, then: (stack: Stack, fn: lambda.Function, alias: lambda.Alias) => void): Stack {
  const stack = new Stack(app, name);
  const fn = inlineFunction(stack);
  then(stack, fn, new lambda.Alias(stack, 'Live', { aliasName: 'prod', version: fn.currentVersion }));
  return stack;
}

function adopt(stack: Stack, fn: lambda.Function, existingAlias: lambda.Alias, props: Props = {}): GatedRelease {
  return new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health()], existingAlias, ...props });
}

const moves = (stack: Stack, alias: lambda.Alias) => new codedeploy.LambdaDeploymentGroup(stack, 'Group', { alias });

const view = {
  before: new StackView(
    withAlias('Before', (stack, _, alias) => {
      moves(stack, alias);
    }),
  ),
  after: new StackView(
    withAlias('After', (stack, fn, alias) => {
      adopt(stack, fn, alias);
    }),
  ),
};

describe('an alias that a release takes over', () => {
  const aliasOf = (of: StackView) => Object.entries(of.template.findResources('AWS::Lambda::Alias'));

  it('stays the same resource, so its ARN and what points to it stay', () => {
    const [[idBefore, before] = [], ...noMore] = aliasOf(view.before);
    const [[idAfter, after] = []] = aliasOf(view.after);
    expect(noMore).toEqual([]);
    expect(idAfter).toBe(idBefore);
    expect(after?.Properties).toEqual(before?.Properties);
  });

  it('keeps the version that serves, as nothing of it changed', () => {
    const versions = (of: StackView) => Object.keys(of.template.findResources('AWS::Lambda::Version'));
    expect(versions(view.after)).toEqual(versions(view.before));
  });

  it('is moved by the release’s group, after all else of the release', () => {
    const [[, alias] = []] = aliasOf(view.after);
    const group = Object.keys(view.after.template.findResources('AWS::CodeDeploy::DeploymentGroup'));
    expect(group).toHaveLength(1);
    expect(alias).toMatchObject({
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          DeploymentGroupName: { Ref: group[0] },
          BeforeAllowTrafficHook: 'CodeDeployHook_sluice-default-before-traffic',
        },
      },
    });
    const named = ((alias as { DependsOn?: string[] }).DependsOn ?? []).map((id) => view.after.name(id));
    expect(named).toEqual(
      expect.arrayContaining(['Release/DeploymentGroup', 'Release/Manifest', 'Release/ReleaseRole']),
    );
  });

  it('is what the release offers as its alias', () => {
    withAlias('Offered', (stack, fn, alias) => {
      expect(adopt(stack, fn, alias).alias).toBe(alias);
    });
  });

  it('is watched under its own name', () => {
    const alarms = JSON.stringify(view.after.resources('AWS::CloudWatch::Alarm'));
    expect(alarms).toContain(':prod');
    expect(alarms).not.toContain(':live');
  });
});

describe('an alias that cannot be taken over', () => {
  const wrong: readonly [string, (name: string) => void, string][] = [
    [
      'that another group moves',
      (name) => {
        withAlias(name, (stack, fn, alias) => {
          moves(stack, alias);
          adopt(stack, fn, alias);
        });
      },
      '`existingAlias` (Wrong0/Live) is moved by another deployment group already: remove its LambdaDeploymentGroup, the release has one',
    ],
    [
      'that another group takes away again',
      (name) => {
        withAlias(name, (stack, fn, alias) => {
          adopt(stack, fn, alias);
          moves(stack, alias);
        });
      },
      'the alias Wrong1/Live is moved by another deployment group: remove its LambdaDeploymentGroup',
    ],
    [
      'of another stack',
      (name) => {
        const stack = new Stack(app, name);
        const fn = inlineFunction(stack);
        const version = fn.currentVersion;
        adopt(stack, fn, new lambda.Alias(new Stack(app, `${name}Alias`), 'Live', { aliasName: 'prod', version }));
      },
      '`existingAlias` (Wrong2Alias/Live) must be in the stack of the release: move the release to the stack of the alias',
    ],
    [
      'of another function, with a name besides',
      (name) => {
        withAlias(name, (stack, _, alias) => {
          adopt(stack, inlineFunction(stack, 'Other'), alias, { aliasName: 'live' });
        });
      },
      "`existingAlias` (Wrong3/Live) must lead to the function's `currentVersion`: give it `version: fn.currentVersion`",
    ],
    [
      'that is split, with provisioned concurrency',
      (name) => {
        const stack = new Stack(app, name);
        const fn = inlineFunction(stack);
        const old = lambda.Version.fromVersionArn(stack, 'Old', `${fn.functionArn}:1`);
        const alias = new lambda.Alias(stack, 'Live', {
          aliasName: 'live',
          version: fn.currentVersion,
          additionalVersions: [{ version: old, weight: 0.1 }],
          provisionedConcurrentExecutions: 1,
        });
        adopt(stack, fn, alias, { maxLatency: Duration.seconds(1) });
      },
      '`existingAlias` (Wrong4/Live) must have no `additionalVersions`: CodeDeploy moves an alias that leads to one version',
    ],
  ];
  let said = '';

  beforeAll(() => {
    for (const [index, [, make]] of wrong.entries()) make(`Wrong${index}`);
    said = errorOf(() => app.synth({ force: true }));
  });

  it.each(wrong)('is refused at synth: one %s', (_, __, says) => {
    expect(said).toContain(says);
  });

  it('has all its problems said', () => {
    expect(said).toContain('(Wrong4/Live) must have no provisioned concurrency');
    expect(said).toContain('`aliasName` must be left out where `existingAlias` is given: it has a name');
  });
});

function errorOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
