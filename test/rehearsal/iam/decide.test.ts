import boundaries from '../../cases/iam/boundaries.json';
import conditions from '../../cases/iam/conditions.json';
import contextKeys from '../../cases/iam/context-keys.json';
import principals from '../../cases/iam/principals.json';
import refusedConditions from '../../cases/iam/refused-conditions.json';
import variables from '../../cases/iam/variables.json';
import wildcards from '../../cases/iam/wildcards.json';
import { CloudWatch } from '../../../lib/rehearsal/cloudwatch/cloudwatch';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { ACCOUNT, decide, NOW, outcome, TABLE, type Case, type Statements } from './account';

interface Row extends Case {
  readonly name: string;
  readonly expected: string;
}

const rows = (table: unknown) => table as readonly Row[];

describe('actions and resources', () => {
  type Wildcards = Omit<Row, 'action' | 'resource'> & {
    readonly Action?: unknown;
    readonly NotAction?: unknown;
    readonly Resource?: unknown;
    readonly NotResource?: unknown;
    readonly asked?: string;
  };

  it.each(rows(wildcards) as readonly Wildcards[])('$name: $expected', async (row) => {
    const { Action, NotAction, Resource, NotResource, asked: resource = TABLE, expected } = row;
    const identity = {
      Effect: 'Allow',
      ...(NotAction ? { NotAction } : { Action: Action ?? '*' }),
      ...(NotResource ? { NotResource } : { Resource: Resource ?? '*' }),
    };
    await expect(outcome(() => decide({ identity, resource }))).resolves.toBe(expected);
  });

  it.each(rows(variables) as readonly (Wildcards & { readonly Condition?: unknown })[])(
    '$name: $expected',
    async ({ Resource, NotResource, Condition, asked: resource = TABLE, expected, ...given }) => {
      const identity = {
        Effect: 'Allow',
        Action: '*',
        ...(NotResource ? { NotResource } : { Resource: Resource ?? '*' }),
        ...(Condition ? { Condition } : {}),
      };
      await expect(outcome(() => decide({ ...given, identity, resource }))).resolves.toBe(expected);
    },
  );
});

describe('condition operators', () => {
  const on = (operator: string, actual: readonly string[] | null, expected: unknown): Case => ({
    identity: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'test:Key': expected } } },
    context: { 'test:Key': actual ?? [] },
  });

  it.each(conditions)(
    '$operator of $expected holds for $actual: $holds',
    async ({ operator, actual, expected, holds }) => {
      await expect(outcome(() => decide(on(operator, actual, expected)))).resolves.toBe(holds ? 'allow' : 'deny');
    },
  );

  it.each(refusedConditions)('stop at $name', async ({ operator, actual, expected, stops }) => {
    await expect(outcome(() => decide(on(operator, actual, expected)))).resolves.toBe(`stop: ${stops}`);
  });
});

describe('condition keys', () => {
  it.each(rows(contextKeys) as readonly (Row & { readonly Action?: string; readonly Condition: object })[])(
    '$name: $expected',
    async ({ Action = 'dynamodb:*', Condition, expected, ...given }) => {
      const identity = { Effect: 'Allow', Action, Resource: '*', Condition };
      await expect(outcome(() => decide({ ...given, identity }))).resolves.toBe(expected);
    },
  );
});

describe('the rights of who publishes metrics and sets an alarm', () => {
  const { permissions } = new CloudWatch({
    simulation: new Simulation(NOW),
    place: place(ACCOUNT, 'eu-west-1'),
  });
  const alarms = `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm`;
  const identity = [
    {
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'Ours' } },
    },
    { Effect: 'Allow', Action: 'cloudwatch:SetAlarmState', Resource: `${alarms}:ours` },
  ];

  it.each([
    ['PutMetricData', { Namespace: 'Ours' }, 'allow'],
    ['PutMetricData', { Namespace: 'Theirs' }, 'deny'],
    ['PutMetricData', { Namespace: 'ours' }, 'deny'],
    ['SetAlarmState', { AlarmName: 'ours' }, 'allow'],
    ['SetAlarmState', { AlarmName: 'theirs' }, 'deny'],
  ])('end, for %s with %p, in %s', async (operation, input, expected) => {
    const [needed] = permissions(operation, input);
    await expect(outcome(() => decide({ identity, ...needed }))).resolves.toBe(expected);
  });
});

describe('policies on the resource', () => {
  interface OnResource extends Row {
    readonly Effect?: string;
    readonly Principal?: unknown;
    readonly NotPrincipal?: unknown;
    readonly Action?: string;
    readonly Resource?: string;
    readonly Condition?: object;
  }

  it.each(rows(principals) as readonly OnResource[])('$name: $expected', async (row) => {
    const { Effect = 'Allow', Principal, NotPrincipal, Action = '*', Resource = TABLE, Condition, ...given } = row;
    const statement = {
      Effect,
      Action,
      Resource,
      ...(Principal ? { Principal } : {}),
      ...(NotPrincipal ? { NotPrincipal } : {}),
      ...(Condition ? { Condition } : {}),
    };
    const resourcePolicy: Statements = given.resourcePolicy ?? statement;
    await expect(outcome(() => decide({ ...given, resourcePolicy }))).resolves.toBe(row.expected);
  });
});

describe('permissions boundaries', () => {
  it.each(rows(boundaries))('$name: $expected', async ({ expected, ...given }) => {
    await expect(outcome(() => decide(given))).resolves.toBe(expected);
  });
});
