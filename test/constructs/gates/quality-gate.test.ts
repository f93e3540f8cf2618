import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease, Judge, QualitySuite, type QualityGateProps } from 'sluice';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

const CASES = 300;
const PRICE = { inputPerMillion: 3, outputPerMillion: 15 };

function suiteOf(cases: number, more: object = {}): QualitySuite {
  const file = join(outdir, `suite-${cases}.jsonl`);
  const head = { kind: 'quality', effects: 'none', event: {}, question: 'message', answer: 'reply', ...more };
  const lines = Array.from({ length: cases }, (_, index) => ({ key: `case-${index}`, turns: ['Hello?'] }));
  writeFileSync(file, [head, ...lines].map((line) => JSON.stringify(line)).join('\n'));
  return QualitySuite.fromFile(file);
}

function releaseWith(id: string, judge: (stack: Stack) => Judge, props: Partial<QualityGateProps> = {}): StackView {
  const stack = new Stack(app, id);
  const gates = [Gate.quality({ suite: suiteOf(CASES), judge: judge(stack), ...props })];
  new GatedRelease(stack, 'Release', { function: inlineFunction(stack), gates });
  return new StackView(stack);
}

/** What a release's role may do: first, call its versions and read its gates. */
function grantsOf(view: StackView) {
  const { Policies: policies } = view.properties('AWS::IAM::Role', 'Release/ReleaseRole') as {
    Policies: { PolicyDocument: { Statement: { Action: unknown; Resource: unknown; Condition?: unknown }[] } }[];
  };
  return policies
    .flatMap((policy) => policy.PolicyDocument.Statement)
    .map(({ Action: action, Resource: resource, Condition: condition }) => [
      action,
      [resource].flat().map((one) => view.text(one)),
      ...(condition === undefined ? [] : [condition]),
    ]);
}

const READS = ['lambda:GetFunctionConfiguration', ['<Chat.Arn>', '<Chat.Arn>:*']];
const profile = releaseWith('Profile', () =>
  Judge.bedrock({ modelId: 'eu.anthropic.claude-sonnet-4-6', price: PRICE }),
);

const OWN_PROFILE = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc';
const ownProfile = releaseWith('OwnProfile', () => Judge.bedrock({ modelId: OWN_PROFILE, price: PRICE }));
const model = releaseWith('Model', () =>
  Judge.bedrock({ modelId: 'amazon.nova-pro-v1:0', region: 'us-east-1', price: PRICE }),
);
const endpoint = releaseWith('OpenAi', () =>
  Judge.openAi({ model: 'gpt-5', apiKeyParameter: '/team/openai', price: PRICE }),
);
const own = releaseWith('Function', (stack) => Judge.fromFunction(inlineFunction(stack, 'Own')), {
  within: Duration.minutes(10),
});
const cheap = releaseWith('Cheap', () => Judge.bedrock({ modelId: 'eu.m', price: PRICE }), {
  ...{ maxDollars: 500, maxTokens: 100_000_000 },
});

describe('a release with a quality gate', () => {
  it('may call an inference profile, and its model in every Region that the profile chooses from', () => {
    expect(grantsOf(profile).slice(2)).toEqual([
      READS,
      [
        'bedrock:InvokeModel',
        [
          'arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:inference-profile/eu.anthropic.claude-sonnet-4-6',
          'arn:<AWS::Partition>:bedrock:*::foundation-model/anthropic.claude-sonnet-4-6',
        ],
      ],
    ]);
  });

  it('may call any model by an application’s own profile, and by that alone', () => {
    expect(grantsOf(ownProfile).slice(2)).toEqual([
      READS,
      ['bedrock:InvokeModel', [OWN_PROFILE]],
      [
        'bedrock:InvokeModel',
        ['arn:<AWS::Partition>:bedrock:*::foundation-model/*'],
        { StringEquals: { 'bedrock:InferenceProfileArn': OWN_PROFILE } },
      ],
    ]);
  });

  it('may call a model by its id, in the Region that is said', () => {
    expect(grantsOf(model).slice(2)).toEqual([
      READS,
      ['bedrock:InvokeModel', ['arn:<AWS::Partition>:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0']],
    ]);
  });

  it('may read the key of an endpoint', () => {
    expect(grantsOf(endpoint).slice(2)).toEqual([
      READS,
      ['ssm:GetParameter', ['arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/team/openai']],
    ]);
  });

  it('may ask a function, and what that function is; its manifest names it', () => {
    // The CDK joins statements of the same action.
    const granted = grantsOf(own).flatMap(([actions, resources]) =>
      (resources as string[]).includes('<Own.Arn>') ? [actions].flat() : [],
    );
    expect(granted.sort()).toEqual(['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction']);
    const manifest = JSON.parse(own.text(own.properties('AWS::SSM::Parameter', 'Release/Manifest').Value)) as {
      readonly gates: { readonly asked: unknown };
    };
    expect(manifest.gates.asked).toEqual([
      {
        ...{
          name: 'quality',
          kind: 'quality',
          phase: 'before-traffic',
          deadlineSeconds: 330,
          functionArn: '<Own.Arn>',
        },
        ...{ needsBlue: true, resumes: 2 },
      },
    ]);
  });

  it('trusts the platform’s asker of quality gates beside the other', () => {
    const { AssumeRolePolicyDocument: trust } = profile.properties('AWS::IAM::Role', 'Release/ReleaseRole') as {
      AssumeRolePolicyDocument: { Statement: { Condition: { ArnEquals: { 'aws:PrincipalArn': unknown[] } } }[] };
    };
    const [statement] = trust.Statement;
    expect(statement?.Condition.ArnEquals['aws:PrincipalArn'].map((one) => profile.text(one))).toEqual([
      '<ssm:/sluice/default/gate-asker-role-arn>',
      '<ssm:/sluice/default/opener-role-arn>',
      '<ssm:/sluice/default/quality-asker-role-arn>',
    ]);
  });

  it('has the worst case of its judge said, and that a cap is lower', () => {
    // An examination, the anchors twice more, twelve canaries with each confirmed, and the cases.
    const calls = 180 + 24 + 24 + 3 * 12 + CASES * (1 + 1 + 2);
    const said = ({ stack }: StackView, text: string) =>
      Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp(text));
    const most = `takes at most ${calls} calls, \\d+ tokens and \\$\\d+\\.\\d\\d`;
    expect(said(cheap, `${most}, which is within its cap`)).toHaveLength(1);
    expect(said(profile, `${most}; its cap of 5000000 tokens and \\$5 is lower`)).toHaveLength(1);
  });

  it.each<[string, () => Partial<QualityGateProps>, string]>([
    ['a suite that is too small', () => ({ suite: suiteOf(20) }), '`suite` must have'],
    ['no margin', () => ({ margin: 0 }), '`margin`'],
    ['too little time', () => ({ within: Duration.seconds(10) }), '`within`'],
    ['too much time', () => ({ within: Duration.minutes(26) }), '`within`'],
    ['a budget of nothing', () => ({ maxDollars: 0 }), '`maxDollars`'],
    [
      'a price below nothing',
      () => ({ judge: Judge.bedrock({ modelId: 'm', price: { ...PRICE, inputPerMillion: -1 } }) }),
      '`judge.price.inputPerMillion`',
    ],
    [
      'an endpoint that is no URL',
      () => ({ judge: Judge.openAi({ model: 'm', baseUrl: 'here', price: PRICE }) }),
      '`judge.baseUrl` is no URL, got: "here"',
    ],
    [
      'an endpoint on the machine that asks',
      () => ({
        judge: Judge.openAi({ model: 'm', baseUrl: 'http://0x7f.1/', price: PRICE, allowPrivateNetwork: true }),
      }),
      '`judge.baseUrl` names an address: 127.0.0.1 is loopback',
    ],
    [
      'an endpoint by plain HTTP',
      () => ({ judge: Judge.openAi({ model: 'm', baseUrl: 'http://judge.example', price: PRICE }) }),
      '`judge.baseUrl` must begin with https://; where plain HTTP is meant, set `allowPrivateNetwork: true`',
    ],
    [
      'an endpoint with a password in it, without the password',
      () => ({ judge: Judge.openAi({ model: 'm', baseUrl: 'https://me:pass@judge.example', price: PRICE }) }),
      '`judge.baseUrl` must not have a user or a password in it: anybody may read it, got: "https://…@judge.example"',
    ],
  ])('has its problem said: %s', (_, change, says) => {
    const { problems } = Gate.quality({ suite: suiteOf(CASES), judge: Judge.offline(), ...change() })._bindToRelease();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`gate \`quality\`: ${says}`);
  });

  it('has the problems of its suite said with their lines', () => {
    const suite = suiteOf(7, { answers: 'reply' });
    const { problems, definition } = Gate.quality({ suite, judge: Judge.offline() })._bindToRelease();
    expect(definition).toBeUndefined();
    expect(problems.join()).toContain('suite-7.jsonl:1:');
    expect(problems.join()).toContain('unknown key');
  });
});
