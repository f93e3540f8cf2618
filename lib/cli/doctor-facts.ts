import type { DoctorFacts } from '../domain/doctor/diagnosis';
import { decideReconcile } from '../domain/reconcile/decide-reconcile';
import { platformParameterName } from '../domain/release/platform-names';
import { readManifest } from '../domain/release/read-manifest';
import type { Release } from '../domain/release/release';
import type { AliasName } from './alias-name';
import type { AwsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';
import { reconcileFacts } from './reconcile-facts';

/** Where a doctor looks. */
export interface Patient extends AliasName {
  readonly platform: string;
  /** The stack that has the alias, where it was named. */
  readonly stackName?: string;
}

/** Looks at an account for whatever may be wrong with an alias. */
export async function doctorFacts({ platform, ...alias }: Patient, account: AwsAccount): Promise<DoctorFacts> {
  const { functionName, aliasName } = alias;
  const names = {
    application: platformParameterName(platform, 'application'),
    schema: platformParameterName(platform, 'manifestSchema'),
  };
  const ledger = account.releases(await ledgerTableOf(platform, account));
  const [reconciled, parameters, releases] = await Promise.all([
    reconcileFacts(alias, account),
    account.parameters.values(Object.values(names)),
    ledger.ofService(functionName, aliasName, { since: 0, most: 1 }),
  ]);
  const [release] = releases;
  const { additional } = reconciled.serving;
  return {
    alias: `${functionName}:${aliasName}`,
    ...(additional ? { additional } : {}),
    decision: decideReconcile(reconciled),
    ...(release ? await ofRelease(release, parameters.get(names.application) ?? '', account) : {}),
    ...(release ? schemasOf(parameters.get(names.schema), await ledger.manifest(release.id)) : {}),
  };
}

async function ofRelease(
  release: Release,
  application: string,
  { alarms, deployments, groups, rollbacks }: AwsAccount,
): Promise<Pick<DoctorFacts, 'release' | 'group' | 'underWay'>> {
  const { deploymentGroup } = release;
  const [group, [first]] = await Promise.all([
    groups.find(application, deploymentGroup),
    deployments.ofGroup(application, deploymentGroup),
  ]);
  return {
    release,
    group: group === 'gone' ? group : { ...group, alarms: await alarms.states(group.alarms) },
    ...(first ? { underWay: { id: first.id, isRollback: (await rollbacks.find(first.id)).isRollback } } : {}),
  };
}

function schemasOf(platform: string | undefined, text: string | undefined): Pick<DoctorFacts, 'schemas'> {
  const read = readManifest(text);
  if ('problem' in read || platform === undefined) return {};
  return { schemas: { platform: Number(platform), release: read.manifest.schema } };
}
