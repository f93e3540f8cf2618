import fc from 'fast-check';
import { ACCOUNT, CALLER, NOW, SESSION, type Case } from './account';

const RESOURCES = [
  { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/ledger` },
  { action: 'dynamodb:PutItem', resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/blue` },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/blue/a' },
  { action: 's3:PutObject', resource: 'arn:aws:s3:::bucket/red/b' },
  { action: 'lambda:InvokeFunction', resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f` },
  { action: 'lambda:InvokeFunction', resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f:live` },
  { action: 'sns:Publish', resource: `arn:aws:sns:eu-west-1:${ACCOUNT}:news` },
  {
    action: 'logs:PutLogEvents',
    resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:g:log-stream:s`,
  },
] as const;

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const oneOrMore = (one: fc.Arbitrary<string>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const actions = some(
  '*',
  'dynamodb:*',
  'dynamodb:GetItem',
  'DYNAMODB:get*',
  'dynamodb:?utItem',
  's3:*',
  's3:*Object',
  's3:GetObject',
  'lambda:Invoke*',
  'lambda:InvokeFunction',
  'sns:Publish',
  'sns:Pub?ish*',
  'logs:Put*',
);

const resources = some(
  '*',
  ...RESOURCES.map(({ resource }) => resource),
  'arn:aws:dynamodb:*:*:table/l*',
  'arn:aws:dynamodb:eu-west-?:*:table/*',
  'arn:aws:dynamodb:*',
  'arn:aws:dynamodb:us-*:*:table/ledger',
  'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}',
  'arn:aws:s3:::bucket/*',
  'arn:aws:s3:::*/a',
  'arn:aws:s3:::bucket/${aws:PrincipalTag/team}/?',
  "arn:aws:s3:::bucket/${aws:PrincipalTag/none, 'red'}/*",
  'arn:aws:s3:::bucket/${*}',
  'arn:aws:lambda:*:*:function:*:live',
  'arn:aws:lambda:*:*:function:f',
  "arn:aws:lambda:eu-west-1:*:function:${aws:PrincipalTag/none, 'f'}*",
  'arn:aws:sns:*:*:n?ws',
  'arn:aws:logs:*:*:log-group:*:log-stream:s',
);

const COMPLETE = /^(\*|(?!.*\$\{aws:PrincipalTag\/team\})arn(:[^:]*){4}:.*)$/;
const excludedResources = resources.filter((resource) => COMPLETE.test(resource));

const conditions = some<object>(
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } },
  { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
  { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { StringEqualsIgnoreCase: { 'aws:principaltag/Team': 'BLUE' } },
  { StringNotEqualsIgnoreCase: { 'aws:PrincipalTag/team': 'RED' } },
  { StringEqualsIfExists: { 'aws:PrincipalTag/none': 'x' } },
  { StringLike: { 'aws:PrincipalTag/team': ['b*', '???'] } },
  { StringNotLike: { 'aws:userid': 'AROA*:session-?' } },
  { StringLike: { 'aws:PrincipalArn': "arn:aws:iam::*:role/app/${aws:PrincipalTag/none, 'caller'}" } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } },
  { ArnNotEquals: { 'aws:PrincipalArn': [CALLER, 'arn:aws:iam::*:role/x'] } },
  { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/caller' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-11-22T00:00:00Z' } },
  { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' } },
  { NumericGreaterThan: { 'aws:EpochTime': '1' } },
  { NumericLessThanEquals: { 'aws:EpochTime': String(NOW / 1000) } },
  { NumericNotEquals: { 'aws:EpochTime': String(NOW / 1000) } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Null: { 'aws:PrincipalTag/team': 'true' } },
  { Null: { 'aws:SourceVpc': 'true', 'aws:PrincipalTag/team': 'false' } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '198.51.100.0/25'] } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['b', 'c'] } },
  { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['c', 'd'] } },
  { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': ['a*', 'c'] } },
  { StringEquals: { 'aws:TagKeys': 'a' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalTag/team': 'red' } },
  { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' }, Null: { 'aws:SourceVpce': true } },
);

const named = some<object>(
  { Principal: '*' },
  { Principal: { AWS: '*' } },
  { Principal: { AWS: CALLER } },
  { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/caller/${SESSION}` } },
  { Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/caller/other` } },
  { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
  { Principal: { AWS: ['444455556666', `arn:aws:iam::${ACCOUNT}:role/x`] } },
  { Principal: { AWS: [ACCOUNT, CALLER] } },
  { Principal: { Service: 'sns.amazonaws.com' } },
  { NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/x` } },
  {
    NotPrincipal: { AWS: [CALLER, ACCOUNT, `arn:aws:sts::${ACCOUNT}:assumed-role/caller/${SESSION}`] },
  },
);

const statement = (mostlyWide: boolean) =>
  fc
    .record({
      Effect: some('Allow', 'Allow', 'Allow', 'Deny'),
      action: fc.oneof(
        { weight: 4, arbitrary: oneOrMore(actions).map((Action) => ({ Action })) },
        { weight: mostlyWide ? 4 : 0, arbitrary: some({ Action: '*' }) },
        { weight: 1, arbitrary: oneOrMore(actions).map((NotAction) => ({ NotAction })) },
      ),
      resource: fc.oneof(
        { weight: 4, arbitrary: oneOrMore(resources).map((Resource) => ({ Resource })) },
        { weight: 3, arbitrary: some({ Resource: '*' }) },
        { weight: 1, arbitrary: oneOrMore(excludedResources).map((NotResource) => ({ NotResource })) },
      ),
      Condition: fc.option(conditions, { freq: 1, nil: undefined }),
    })
    .map(({ Effect, action, resource, Condition }) => ({
      Effect,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));

const statements = (most: number) => fc.array(statement(true), { minLength: 1, maxLength: most });
const onResource = fc.array(
  fc.tuple(statement(false), named).map(([one, principal]) => ({ ...one, ...principal })),
  { minLength: 1, maxLength: 3 },
);

/** What the call carries, which both are told in the same words. */
export const CARRIED = { 'aws:SourceIp': ['198.51.100.7'], 'aws:TagKeys': ['a', 'b'] };

export const requests: fc.Arbitrary<Case> = fc
  .record({
    asked: some<{ readonly action: string; readonly resource: string }>(...RESOURCES),
    identity: fc.option(statements(4), { freq: 5, nil: undefined }),
    boundary: fc.option(statements(2), { freq: 1, nil: undefined }),
    resourcePolicy: fc.option(onResource, { freq: 1, nil: undefined }),
    tags: some<Readonly<Record<string, string>>>({ team: 'blue' }, { team: 'red' }, {}),
  })
  .map(({ asked, identity, boundary, resourcePolicy, tags }) => ({
    ...asked,
    tags,
    context: CARRIED,
    ...(identity && { identity }),
    ...(boundary && { boundary }),
    ...(resourcePolicy && { resourcePolicy }),
  }));

export const TARGET = `arn:aws:iam::${ACCOUNT}:role/target`;

const trust = fc.array(
  fc
    .record({
      Effect: some('Allow', 'Allow', 'Allow', 'Deny'),
      Action: some('sts:AssumeRole', 'sts:*', 'sts:TagSession'),
    })
    .chain((one) =>
      fc
        .tuple(named, fc.option(conditions, { freq: 1, nil: undefined }))
        .map(([principal, Condition]) => ({ ...one, ...principal, ...(Condition && { Condition }) })),
    ),
  { minLength: 1, maxLength: 2 },
);

export const assumptions: fc.Arbitrary<Case> = fc
  .record({
    resourcePolicy: trust,
    identity: some<object>(
      [],
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: TARGET },
      { Effect: 'Allow', Action: '*', Resource: 'arn:aws:iam::*:role/other' },
      { Effect: 'Deny', Action: 'sts:*', Resource: '*' },
    ),
    boundary: some<object | undefined>(
      undefined,
      undefined,
      { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ),
    tags: some<Readonly<Record<string, string>>>({ team: 'blue' }, {}),
  })
  .map(({ boundary, ...given }) => ({
    ...given,
    action: 'sts:AssumeRole',
    resource: TARGET,
    context: CARRIED,
    ...(boundary && { boundary }),
  }));
