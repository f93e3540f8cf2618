import pc from 'picocolors';
import { readManifest } from '../../domain/release/read-manifest';
import { isHandName } from '../../domain/release/by-hand';
import { platformParameterName } from '../../domain/release/platform-names';
import { rollbackPlan, type DeploymentUnderWay, type RollbackPlan } from '../../domain/rollback/rollback-plan';
import { knownGoodSince } from '../../domain/rollback/rollback-plan';
import { rollBack, type RollbackResult } from '../../flow/roll-back';
import type { AddCommand } from '../add-command';
import { aliasNamed, type AliasName } from '../alias-name';
import { isAgreed, saidOrAsked } from '../ask-person';
import { awsAccount, type AwsAccount } from '../aws-account';
import { now, pause } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { ledgerTableOf } from '../ledger-table';
import { looking, LookFailure } from '../look-failure';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';
import { versionDifferences } from '../version-differences';

interface RollbackOptions {
  readonly by?: string;
  readonly reason?: string;
  readonly to?: string;
  readonly platform: string;
  readonly wait: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `sluice rollback` */
export const rollback: AddCommand = (program, ended) => {
  program
    .command('rollback <function:alias>')
    .description('puts the version before back at once, while a release shifts or after it has ended')
    .option('--by <name>', 'who you are: it is kept, and in the message (asked for at a terminal)')
    .option('--reason <reason>', 'why, in one sentence: likewise')
    .option('--to <version>', 'another version than the one before')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--no-wait', 'do not wait until it serves')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--yes', 'do not ask whether it is meant')
    .option('--json', 'print what was done as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (alias: string, options: RollbackOptions) => {
      ended(await putBack(aliasNamed(alias), options));
    });
};

const HELP = `
While a release shifts it is stopped, by its own regression alarm where it has one, and CodeDeploy puts the old version
back; CloudFormation then rolls its stack back by itself. After the end the alias is moved by a deployment all at once, past
alarms and gates, and CloudFormation is brought back in line by \`sluice reconcile\`.

  sluice rollback chat:live --by jane@example.com --reason "It answers in Latin."

Exit codes: 0 it is back, or was; 1 it is not; 2 wrong usage; 3 could not look.`;

interface Found {
  readonly plan: RollbackPlan;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly knownGood?: number;
  readonly differences: readonly string[];
}

async function putBack(alias: AliasName, options: RollbackOptions): Promise<number> {
  const name = `${alias.functionName}:${alias.aliasName}`;
  const account = awsAccount();
  const wait = showWait(`looking at ${name}`);
  const found = await looking(look(alias, options, account)).finally(wait.end);
  const { plan } = found;
  const say = (result: RollbackResult | undefined, ms = 0) => {
    const isDone = result !== undefined;
    process.stdout.write(
      options.json === true
        ? jsonText({ schema: 1, alias: name, ...facts(found), done: isDone, ...result, ms })
        : `${forTerminal(textOf(name, found, result, ms)).join('\n')}\n`,
    );
  };
  if (plan.kind === 'refused' || plan.kind === 'none' || options.dryRun === true) {
    say(undefined);
    return plan.kind === 'refused' ? EXIT.bad : EXIT.good;
  }
  if (options.json !== true) process.stderr.write(`${forTerminal(planLines(name, found)).join('\n')}\n`);
  const by = await saidOrAsked('--by', options.by, 'Who are you?');
  if (!isHandName(by))
    throw new UsageError('`--by` must be a name of 1 to 64 characters without a colon, such as an address.');
  const because = await saidOrAsked('--reason', options.reason, 'Why is it put back?');
  if (options.yes !== true && !(await isAgreed('Do it?'))) return EXIT.bad;
  const { application, deploymentGroup } = found;
  const order = { ...alias, application, deploymentGroup, claim: { by, because }, waits: options.wait };
  const ports = {
    aliases: account.aliases,
    deployments: account.rollbacks,
    alarms: account.alarmStates,
    ...{ pause, now },
  };
  const began = now();
  const doing = showWait(`putting ${name} back`);
  const result = await looking(rollBack(plan, order, ports)).finally(doing.end);
  say(result, now() - began);
  return result.isBack === false ? EXIT.bad : EXIT.good;
}

async function look(alias: AliasName, { platform, to }: RollbackOptions, account: AwsAccount): Promise<Found> {
  const { functionName, aliasName } = alias;
  const table = await ledgerTableOf(platform, account);
  const parameter = platformParameterName(platform, 'application');
  const ledger = account.releases(table);
  const [parameters, releases, serving] = await Promise.all([
    account.parameters.values([parameter]),
    ledger.ofAlias(functionName, aliasName),
    account.aliases.serving(functionName, aliasName),
  ]);
  const application = parameters.get(parameter) ?? '';
  const deploymentGroup = releases[0]?.deploymentGroup;
  if (deploymentGroup === undefined) {
    throw new LookFailure(
      `The ledger of the platform ${platform} has no release of ${functionName}:${aliasName}, so that nobody knows its deployment group. Is it another platform (--platform), account or region?`,
    );
  }
  const [first] = await account.deployments.ofGroup(application, deploymentGroup);
  const underWay = first && (await seen(first.id));
  const plan = rollbackPlan({ alias: `${functionName}:${aliasName}`, serving, underWay, releases, wanted: to });
  const moves = 'from' in plan ? plan : undefined;
  const knownGood = moves && knownGoodSince(releases, moves.to);
  return {
    ...{ plan, application, deploymentGroup },
    ...(knownGood === undefined ? {} : { knownGood }),
    differences: moves ? await versionDifferences(functionName, moves, account.settings) : [],
  };

  async function seen(id: string): Promise<DeploymentUnderWay> {
    const [{ isRollback }, manifest] = await Promise.all([account.rollbacks.find(id), ledger.manifest(id)]);
    const read = readManifest(manifest);
    const isIgnored = releases.find((release) => release.id === id)?.breakGlass !== undefined;
    const alarm = 'manifest' in read && !isIgnored ? read.manifest.alarms.regression : undefined;
    return { id, isRollback, alarm };
  }
}

/** What it would do, and what is known of it, for machines. */
function facts({ plan, knownGood, differences }: Found): object {
  return {
    plan,
    ...(knownGood === undefined ? {} : { knownGoodSince: new Date(knownGood).toISOString() }),
    differences,
    needsReconcile: plan.kind === 'deploy',
  };
}

function planLines(name: string, { plan, knownGood, differences }: Found): readonly string[] {
  switch (plan.kind) {
    case 'refused':
      return [`${pc.red('refused')}  ${name}  ${plan.what}`, `  Mend: ${plan.fix}`];
    case 'none':
      return [`Nothing to do: ${name} serves version ${plan.to} alone. ${plan.why}`];
    case 'wait':
      return [`Deployment ${plan.deploymentId} puts ${name} back already.`];
    case 'stop':
    case 'deploy':
    case 'clear':
      return [
        `${name}: version ${plan.from} goes, and version ${plan.to} comes back, ${howOf(plan)}.`,
        knownGood === undefined
          ? `  No release in the ledger says since when version ${plan.to} is known to be good.`
          : `  Version ${plan.to} is known to be good since ${new Date(knownGood).toISOString().slice(0, 16)}Z.`,
        ...differences.map((difference) => `  ${difference}`),
      ];
  }
}

function howOf(plan: Extract<RollbackPlan, { readonly kind: 'stop' | 'deploy' | 'clear' }>): string {
  switch (plan.kind) {
    case 'stop':
      return plan.alarm === undefined
        ? `by stopping deployment ${plan.deploymentId} (codedeploy:StopDeployment)`
        : `by stopping deployment ${plan.deploymentId} by its alarm ${plan.alarm}`;
    case 'deploy':
      return 'by a deployment all at once, with nothing asked';
    case 'clear':
      return 'by taking the second version from the alias';
  }
}

function textOf(name: string, found: Found, result: RollbackResult | undefined, ms: number): readonly string[] {
  if (result === undefined) return planLines(name, found);
  const { plan } = found;
  if (result.isBack === false) {
    return [
      `${pc.red('Not put back')}: ${result.problem ?? 'nobody knows why.'}`,
      `Look: sluice doctor ${name}. Then run it again: it goes on from where it stopped.`,
    ];
  }
  const version = 'to' in plan ? `version ${plan.to}` : 'the version before';
  const done =
    result.isBack === undefined
      ? `Begun${result.deploymentId === undefined ? '' : `: deployment ${result.deploymentId}`}. Nobody waits for it.`
      : `${name} serves ${version} alone, after ${Math.round(ms / 1000)} s.`;
  const next = {
    deploy: `CloudFormation does not know: sluice reconcile ${name}, before the next deploy.`,
    stop: 'CloudFormation rolls its stack back by itself; there is nothing to reconcile.',
    clear: 'CloudFormation has this version already, or says by `sluice preflight` that it has not.',
    wait: 'Its message and `sluice show` say who does it.',
  } as const;
  return [done, ...(plan.kind in next ? [next[plan.kind as keyof typeof next]] : [])];
}
