import { agreement } from '../../../lib/domain/reconcile/agreement';
import { decideReconcile, LARGEST_BODY_BYTES } from '../../../lib/domain/reconcile/decide-reconcile';
import { MARK_ID } from '../../../lib/domain/release/reconcile-mark';
import type { ReconciledStack, ReconcileFacts } from '../../../lib/domain/reconcile/reconcile-facts';
import type { Release } from '../../../lib/domain/release/release';

const POLICY = { CodeDeployLambdaAliasUpdate: { ApplicationName: 'app', DeploymentGroupName: { Ref: 'Group' } } };
const ALIAS = {
  Type: 'AWS::Lambda::Alias',
  Properties: {
    FunctionName: { Ref: 'Fn' },
    FunctionVersion: { 'Fn::GetAtt': ['Version2', 'Version'] },
    Name: 'live',
    Description: 'as it was',
  },
  UpdatePolicy: POLICY,
};
const FN = {
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { S3Bucket: { 'Fn::Sub': 'own-${AWS::AccountId}-${AWS::Region}' } } },
};
const TEMPLATE = { Resources: { Fn: FN, Version2: { Type: 'AWS::Lambda::Version' }, Live: ALIAS } };
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:chat';

function facts(
  template: unknown = TEMPLATE,
  stack: Partial<ReconciledStack> = {},
  more: Partial<ReconcileFacts> = {},
): ReconcileFacts {
  return {
    serving: { functionName: 'chat', aliasName: 'live', version: '1' },
    stack: {
      ...{ id: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Service/0', name: 'Service', isNested: false },
      ...{ status: 'UPDATE_ROLLBACK_COMPLETE', capabilities: [], parameters: { Pinned: '2' } },
      physicalIds: { Fn: 'chat', Version2: `${ARN}:2`, Live: `${ARN}:live` },
      templateText: typeof template === 'string' ? template : JSON.stringify(template),
      ...stack,
    },
    ...more,
  };
}

const withAlias = (properties: object) => ({
  Resources: { ...TEMPLATE.Resources, Live: { ...ALIAS, Properties: { ...ALIAS.Properties, ...properties } } },
});

/** The templates that are sent, by what they are sent for. */
function sent(given: ReconcileFacts): Record<string, typeof TEMPLATE> {
  const decision = decideReconcile(given);
  const updates = decision.kind === 'reconcile' ? decision.updates : [];
  return Object.fromEntries(
    updates.map(({ kind, templateText }) => [kind, JSON.parse(templateText) as typeof TEMPLATE]),
  );
}

describe('what brings CloudFormation in line', () => {
  it('never sends the template as it is, and leaves the alias alone until it is pinned', () => {
    const { loosen, pin, restore } = sent(facts());
    const loose = { Type: ALIAS.Type, Properties: ALIAS.Properties };
    expect(loosen?.Resources.Live).toEqual(loose);
    expect(Object.keys(loosen?.Resources ?? {})).toEqual(['Fn', 'Version2', 'Live', MARK_ID]);
    expect(pin?.Resources.Live).toEqual({ ...loose, Properties: { ...loose.Properties, FunctionVersion: '1' } });
    expect(restore).toEqual(withAlias({ FunctionVersion: '1' }));
  });

  it('goes on from wherever it was stopped, to the same end', () => {
    const { loosen, pin, restore } = sent(facts());
    expect(sent(facts(loosen))).toEqual({ pin, restore });
    expect(sent(facts(pin))).toEqual({ restore });
    expect(decideReconcile(facts(restore))).toEqual({ kind: 'in-line', version: '1' });
    expect(decideReconcile(facts(pin))).toMatchObject({ kind: 'reconcile', isBegun: true, believed: '1' });
  });

  it.each<[string, object, string]>([
    ['an attribute of a version', {}, '2'],
    ['a number', { FunctionVersion: '3' }, '3'],
    ['a parameter', { FunctionVersion: { Ref: 'Pinned' } }, '2'],
  ])('reads what CloudFormation believes from %s', (_, properties, believed) => {
    expect(decideReconcile(facts(withAlias(properties)))).toMatchObject({ kind: 'reconcile', believed });
  });

  it('only pins an alias that has no policy', () => {
    const loose = { Type: ALIAS.Type, Properties: ALIAS.Properties };
    expect(Object.keys(sent(facts({ Resources: { ...TEMPLATE.Resources, Live: loose } })))).toEqual(['pin']);
  });

  it.each<[string, ReconcileFacts]>([
    ['alias-missing', facts(TEMPLATE, {}, { serving: { functionName: 'chat', aliasName: 'live' } })],
    [
      'alias-split',
      facts(
        TEMPLATE,
        {},
        {
          serving: { functionName: 'chat', aliasName: 'live', version: '1', additional: { version: '2', weight: 0.1 } },
        },
      ),
    ],
    ['alias-latest', facts(TEMPLATE, {}, { serving: { functionName: 'chat', aliasName: 'live', version: '$LATEST' } })],
    ['stack-unknown', { serving: { functionName: 'chat', aliasName: 'live', version: '1' } }],
    ['stack-nested', facts(TEMPLATE, { isNested: true })],
    ['stack-busy', facts(TEMPLATE, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' })],
    ['stack-broken', facts(TEMPLATE, { status: 'UPDATE_ROLLBACK_FAILED' })],
    ['stack-broken', facts(TEMPLATE, { status: 'ROLLBACK_COMPLETE' })],
    ['stack-broken', facts(TEMPLATE, { status: 'REVIEW_IN_PROGRESS' })],
    ['template-not-json', facts('Resources: {}')],
    ['alias-not-in-template', facts({ Resources: { Fn: FN } })],
    ['alias-not-in-template', facts(TEMPLATE, { physicalIds: { Live: `${ARN}:other` } })],
    ['version-not-read', facts(withAlias({ FunctionVersion: { 'Fn::If': ['A', '1', '2'] } }))],
    ['another-under-way', facts({ Resources: { ...TEMPLATE.Resources, [MARK_ID]: { Type: 'AWS::SNS::Topic' } } })],
    ['template-too-large', facts({ ...TEMPLATE, Description: 'x'.repeat(1_000_000) })],
    [
      'no-bucket',
      facts({
        Resources: { ...TEMPLATE.Resources, Fn: { Type: 'AWS::Lambda::Function' } },
        Description: 'x'.repeat(60_000),
      }),
    ],
  ])('is refused: %s', (code, given) => {
    const decision = decideReconcile(given);
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code } });
  });
});

describe('a template that is too large for a call', () => {
  const large = { ...TEMPLATE, Description: 'ü'.repeat(LARGEST_BODY_BYTES / 2) };
  const buckets = (given: ReconcileFacts) => {
    const decision = decideReconcile(given);
    return decision.kind === 'reconcile' ? [...new Set(decision.updates.map(({ bucket }) => bucket))] : decision;
  };

  it('lies where the code of the function does, unless another bucket is named', () => {
    expect(buckets(facts(large))).toEqual(['own-111122223333-eu-west-1']);
    expect(buckets(facts(large, {}, { bucket: 'mine' }))).toEqual(['mine']);
    expect(buckets(facts())).toEqual([undefined]);
  });

  it('else lies in the bucket of the bootstrap stack', () => {
    const Parameters = { BootstrapVersion: { Type: 'String', Default: '/cdk-bootstrap/abc123/version' } };
    const Resources = { ...TEMPLATE.Resources, Fn: { Type: 'AWS::Lambda::Function' } };
    expect(buckets(facts({ ...large, Parameters, Resources }))).toEqual(['cdk-abc123-assets-111122223333-eu-west-1']);
  });
});

describe('what alias, stack and ledger say', () => {
  const release = (state: Release['state']) => ({ id: 'd-1', state, blue: '1', green: '2' }) as Release;

  it.each<[Release['state'], boolean | undefined]>([
    ['released', false],
    ['rolled-back', true],
    ['blocked', true],
    ['failed', true],
    ['shifting', undefined],
  ])('agrees with a release that is %s: %s', (state, ledgerAgrees) => {
    expect(agreement('1', '1', release(state)).ledgerAgrees).toBe(ledgerAgrees);
  });

  it('agrees where CloudFormation has what serves', () => {
    expect([agreement('1', '1', undefined), agreement('1', '2', undefined)]).toMatchObject([
      { stackAgrees: true },
      { stackAgrees: false },
    ]);
  });
});
