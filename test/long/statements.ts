import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

/** A statement of a role of ours, by where it stands in which template. */
export interface Place {
  readonly file: string;
  readonly logicalId: string;
  /** Of the policy in a role; a policy of its own has none. */
  readonly policy?: number;
  readonly index: number;
  readonly statement: Statement;
}

/** The service's own function, and what the CDK makes for it, is the squad's business. */
const OURS = /^(Platform|Release)/;

/** By these Step Functions has CloudWatch Logs take what a state machine logs, and a rehearsal takes no such logs. */
const isLogDelivery = ({ Action: actions }: Statement) => list(actions).includes('logs:CreateLogDelivery');

export const list = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value);

function documents(resource: Template['Resources'][string]): readonly { policy?: number; statements: Statement[] }[] {
  const { Type, Properties } = resource;
  const statements = (document: unknown) => (document as { Statement: Statement[] }).Statement;
  if (Type === 'AWS::IAM::Policy') return [{ statements: statements(Properties.PolicyDocument) }];
  if (Type !== 'AWS::IAM::Role') return [];
  const policies = (Properties.Policies ?? []) as readonly { readonly PolicyDocument: unknown }[];
  return policies.map(({ PolicyDocument }, policy) => ({ policy, statements: statements(PolicyDocument) }));
}

function read(assembly: string, file: string): Template {
  return JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
}

/** Every statement of a role of ours in the assembly, but for what a rehearsal has no need of. */
export function places(assembly: string): readonly Place[] {
  return ['Platform.template.json', 'Service.template.json'].flatMap((file) =>
    Object.entries(read(assembly, file).Resources)
      .filter(([logicalId]) => OURS.test(logicalId))
      .flatMap(([logicalId, resource]) =>
        documents(resource).flatMap(({ policy, statements }) =>
          statements.map((statement, index) => ({
            file,
            logicalId,
            index,
            statement,
            ...(policy === undefined ? {} : { policy }),
          })),
        ),
      )
      .filter(({ statement }) => !isLogDelivery(statement)),
  );
}

/** Takes a statement out of the assembly's template. */
export function remove(assembly: string, { file, logicalId, policy, index }: Place): void {
  const template = read(assembly, file);
  const found = documents(template.Resources[logicalId]!).find((one) => one.policy === policy);
  found?.statements.splice(index, 1);
  // A policy must say something.
  if (found?.statements.length === 0) {
    found.statements.push({ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' });
  }
  writeFileSync(join(assembly, file), JSON.stringify(template));
}

/** By these closer and reconciler see what hands have put back (seen-hands.test.ts does without them). */
export const seesHands = ({ logicalId, statement: { Action, Resource } }: Place) =>
  /^Platform(Closer|Reconciler)/.test(logicalId) &&
  (Action === 'cloudwatch:DescribeAlarmHistory' ||
    (Action === 'dynamodb:Query' && JSON.stringify(Resource).includes('/index/GSI1')));

export const nameOf = ({ logicalId, index, statement }: Place) =>
  `${logicalId}, statement ${index + 1}: ${list(statement.Action).join(', ')}`;

/** Plays a scenario by the built command, from its folder. Answers its releases by the names of their steps. */
export function playedSteps(directory: string, scenario: object): (name: string) => ReportedRelease {
  const file = join(directory, 'scenario.yaml');
  writeFileSync(file, JSON.stringify(scenario));
  const { releases } = reportOf(runSluice(['rehearse', '--scenario', file, '--json'], undefined, 400_000));
  return (name) => {
    const found = releases.find((one) => one.step === name);
    if (!found) throw new Error(`The report has no step called ${name}.`);
    return found;
  };
}

/** Expects that what the statement allows was denied, and that the report has what is missing. */
export function expectNamed({ deniedCalls }: ReportedRelease, statement: Statement): void {
  const denied = deniedCalls.filter(({ action }) => list(statement.Action).includes(action));
  expect(denied).not.toEqual([]);
  for (const { action, resource, missing } of denied) {
    expect(missing.statement).toMatchObject({ Effect: 'Allow', Action: action, Resource: resource });
  }
}
