import * as v from 'valibot';
import {
  plannedReleases,
  writtenFunctionName,
  type PlannedAlarm,
  type PlannedRelease,
} from '../domain/preflight/planned-release';
import type { PlatformFacts, ReleaseFacts, ServingFact } from '../domain/preflight/release-facts';
import { templateSchema, type Template } from '../domain/preflight/template';
import { platformParameterName, platformPath } from '../domain/release/platform-names';
import { isTerminal, type Release } from '../domain/release/release';
import { glassFact } from './glass-facts';
import type { AwsAccount } from './aws-account';
import { releaseJudging } from './release-judging';
import type { StackTemplate } from './read-templates';

/** So many of the newest releases are asked for: one that is still open is the newest, or near it. */
const NEWEST = 5;

type DeployedStack = NonNullable<ReleaseFacts['stack']>;

/** Looks at an account for everything that a preflight of a stack's releases wants to know. */
export async function releaseFacts(stack: StackTemplate, account: AwsAccount): Promise<readonly ReleaseFacts[]> {
  const planned = plannedReleases(stack.template);
  if (planned.length === 0) return [];
  const deployed = await deployedStack(stack.name, account);
  return Promise.all(planned.map((release) => factsOf(stack, release, deployed, account)));
}

async function deployedStack(name: string, { stacks }: AwsAccount): Promise<DeployedStack | undefined> {
  const status = await stacks.status(name);
  // A stack whose creation failed, or was only reviewed, holds nothing: `cdk deploy` makes it anew.
  if (status === undefined || status === 'ROLLBACK_COMPLETE' || status === 'REVIEW_IN_PROGRESS') return undefined;
  const [text, physicalIds] = await Promise.all([stacks.template(name), stacks.physicalIds(name)]);
  const template = v.safeParse(v.pipe(v.string(), v.parseJson(), templateSchema), text);
  // A template in YAML was not deployed by the CDK, and has no release of ours.
  return { status, physicalIds, deployed: template.success ? template.output : { Parameters: {}, Resources: {} } };
}

async function factsOf(
  synthesized: StackTemplate,
  release: PlannedRelease,
  stack: DeployedStack | undefined,
  account: AwsAccount,
): Promise<ReleaseFacts> {
  const { name: stackName, template: next } = synthesized;
  const { platformName, groupId, alarms } = release;
  const alarmNames = await alarmNamesOf(alarms, stack, account);
  const group = stack?.physicalIds[groupId ?? ''];

  const [published, serving, alarmFacts] = await Promise.all([
    platformName === undefined ? undefined : platformOf(platformName, next, account),
    stack && servingOf(stack.physicalIds[release.aliasId], account),
    account.alarms.states(alarmNames),
  ]);
  // CloudFormation names a function after its stack and its id, where nobody else does.
  const functionName =
    serving?.functionName ?? writtenFunctionName(next, release) ?? `${stackName}-${release.functionId ?? ''}`;
  const [deployments, open, judged, glass] = await Promise.all([
    group !== undefined && published?.application !== undefined
      ? account.deployments.ofGroup(published.application, group)
      : [],
    openReleases(serving, published?.ledgerTable, account),
    published && releaseJudging(published, { stack: synthesized, release, functionName, serving }, account),
    glassFact(release.manifest, published?.ledgerTable, account),
  ]);
  return {
    stackName,
    next,
    release,
    ...(stack ? { stack } : {}),
    ...(published ? { platform: published.facts } : {}),
    ...(serving ? { serving } : {}),
    ...(glass ? { glass } : {}),
    alarms: alarmFacts,
    deployments,
    open,
    ...judged,
  };
}

/** The names of the alarms that there are: one that the deployment makes has none yet. */
async function alarmNamesOf(
  alarms: readonly PlannedAlarm[],
  stack: DeployedStack | undefined,
  { stacks }: AwsAccount,
): Promise<readonly string[]> {
  const names = await Promise.all(
    alarms.map(async (alarm) => {
      if ('exported' in alarm) return stacks.exported(alarm.exported);
      return 'name' in alarm ? alarm.name : stack?.physicalIds[alarm.id];
    }),
  );
  return names.filter((name) => name !== undefined);
}

/** The physical id of an alias is its ARN. */
async function servingOf(aliasArn: string | undefined, account: AwsAccount): Promise<ServingFact | undefined> {
  const [, functionName, aliasName] = /:function:([^:]+):([^:]+)$/.exec(aliasArn ?? '') ?? [];
  if (functionName === undefined || aliasName === undefined) return undefined;
  return account.aliases.serving(functionName, aliasName);
}

async function platformOf(name: string, { Parameters }: Template, { parameters }: AwsAccount) {
  const read = Object.values(Parameters).flatMap(({ Type, Default }) =>
    Type.startsWith('AWS::SSM::Parameter::Value') && String(Default).startsWith(platformPath(name))
      ? [String(Default)]
      : [],
  );
  const names = {
    application: platformParameterName(name, 'application'),
    ledger: platformParameterName(name, 'ledgerTable'),
    schema: platformParameterName(name, 'manifestSchema'),
    policy: platformParameterName(name, 'policy'),
  };
  const values = await parameters.values([...new Set([...read, ...Object.values(names)])]);
  const facts: PlatformFacts = {
    name,
    read,
    missing: read.filter((one) => !values.has(one)),
    manifestSchema: Number(values.get(names.schema) ?? 1),
  };
  return {
    facts,
    application: values.get(names.application),
    ledgerTable: values.get(names.ledger),
    policy: values.get(names.policy),
  };
}

async function openReleases(
  serving: ServingFact | undefined,
  ledgerTable: string | undefined,
  account: AwsAccount,
): Promise<readonly Release[]> {
  if (!serving || ledgerTable === undefined) return [];
  const { functionName, aliasName } = serving;
  const newest = await account.releases(ledgerTable).ofService(functionName, aliasName, { since: 0, most: NEWEST });
  return newest.filter(({ state }) => !isTerminal(state));
}
