import * as v from 'valibot';
import { plannedReleases } from '../domain/preflight/planned-release';
import { templateSchema } from '../domain/preflight/template';
import { readMark } from '../domain/release/reconcile-mark';
import type { ReconciledStack, ReconcileFacts } from '../domain/reconcile/reconcile-facts';
import { readStackTemplate } from '../domain/release/stack-template';
import { restored } from '../domain/reconcile/stack-updates';
import type { Release } from '../domain/release/release';
import type { AwsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';

/** The alias that is brought in line, and what was said of it. */
export interface ReconciledAlias {
  readonly functionName: string;
  readonly aliasName: string;
  /** The stack that has it, where it was named. */
  readonly stackName?: string;
  readonly bucket?: string;
}

/** Looks at an account for everything that a reconciliation wants to know. */
export async function reconcileFacts(
  { functionName, aliasName, stackName, bucket }: ReconciledAlias,
  account: AwsAccount,
): Promise<ReconcileFacts> {
  const { arn, ...serving } = (await account.aliases.found(functionName, aliasName)) ?? { functionName, aliasName };
  const name = stackName ?? (arn === undefined ? undefined : await account.stackUpdates.stackOf(arn));
  const stack = name === undefined ? undefined : await stackNamed(name, account);
  return { serving, ...(stack ? { stack } : {}), ...(bucket === undefined ? {} : { bucket }) };
}

async function stackNamed(name: string, { stacks, stackUpdates }: AwsAccount): Promise<ReconciledStack | undefined> {
  const stack = await stackUpdates.stack(name);
  if (!stack) return undefined;
  const [templateText, physicalIds] = await Promise.all([stacks.template(stack.id), stacks.physicalIds(stack.id)]);
  return { ...stack, templateText, physicalIds };
}

/** The last release of an alias; undefined where it has no platform, or the ledger has none. */
export async function lastRelease(
  { serving: { functionName, aliasName }, stack }: ReconcileFacts,
  account: AwsAccount,
): Promise<Release | undefined> {
  const platform = platformOf(stack);
  if (platform === undefined) return undefined;
  const releases = account.releases(await ledgerTableOf(platform, account));
  const [last] = await releases.ofService(functionName, aliasName, { since: 0, most: 1 });
  return last;
}

/** The platform whose hooks an alias of the stack calls, in the middle of a reconciliation too. */
function platformOf(stack: ReconciledStack | undefined): string | undefined {
  const deployed = readStackTemplate(stack?.templateText ?? '');
  if (!deployed) return undefined;
  const mark = readMark(deployed);
  const whole = mark && mark.aliasId in deployed.Resources ? restored(deployed, mark.aliasId) : deployed;
  const template = v.safeParse(templateSchema, whole);
  const releases = template.success ? plannedReleases(template.output) : [];
  return releases.find(({ platformName }) => platformName !== undefined)?.platformName;
}
