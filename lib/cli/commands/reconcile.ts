import { agreement, agreementSentences, type Agreement } from '../../domain/reconcile/agreement';
import { decideReconcile, type ReconcileDecision } from '../../domain/reconcile/decide-reconcile';
import { placeOfStack } from '../../domain/reconcile/asset-bucket';
import type { Refusal } from '../../domain/reconcile/refusals';
import type { UpdateKind } from '../../domain/reconcile/stack-updates';
import { reconcileAlias, type Reconciled, type ReconcilePorts } from '../../flow/reconcile-alias';
import type { AddCommand } from '../add-command';
import { aliasNamed } from '../alias-name';
import { isAgreed } from '../ask-person';
import { awsAccount, type AwsAccount } from '../aws-account';
import { pause } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { lastRelease, reconcileFacts, type ReconciledAlias } from '../reconcile-facts';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface ReconcileOptions {
  readonly stack?: string;
  readonly bucket?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  /** False where `--no-wait` was said. */
  readonly wait: boolean;
}

/** `sluice reconcile` */
export const reconcile: AddCommand = (program, ended) => {
  program
    .command('reconcile')
    .description('has CloudFormation believe what serves, after an alias was moved behind its back; moves no traffic')
    .argument('<service>', 'the function and the alias, such as chat:live')
    .option('--stack <name>', 'the stack that has the alias; else it is looked up')
    .option(
      '--bucket <name>',
      'where a template of more than 51,200 bytes is put; else where the stack’s own code lies',
    )
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--yes', 'do not ask whether it is meant')
    .option('--no-wait', 'is refused: each update has to end before the next')
    .option('--json', 'print what was done as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (service: string, options: ReconcileOptions) => {
      ended(await bringInLine(service, options));
    });
};

const HELP = `
Run it after a version was put back by hand: until then the next deployment of the stack fails, a fix too. It reads from Lambda which
version serves, and updates the stack three times: the alias loses its update policy, gets the version that serves, and gets its
policy back. It never sends the template as it is, which would put the rejected version back. One that was stopped in the
middle goes on where it was.

  sluice reconcile chat:live --dry-run
  sluice reconcile chat:live

Exit codes: 0 CloudFormation is in line; 1 it is not; 2 wrong usage; 3 could not look.`;

async function bringInLine(service: string, options: ReconcileOptions): Promise<number> {
  const alias = aliasOf(service, options);
  const account = awsAccount();
  const { dryRun = false, json = false } = options;
  const say = (line: string) => process.stderr.write(`${forTerminal(line)}\n`);
  const wait = showWait(`looking at ${service}`);
  const looked = await looking(lookedAt(alias, account)).finally(wait.end);
  const { decision } = looked;
  if (decision.kind !== 'reconcile' || dryRun) return told(service, looked, { json, isDry: dryRun });
  for (const line of planned(service, looked)) say(line);
  if (options.yes !== true && !(await isAgreed('Do it?'))) return EXIT.bad;
  const reconciled = await looking(reconcileAlias(decision, portsOf(alias, account, say)));
  return told(service, await looking(lookedAt(alias, account)), { json, isDry: false, reconciled });
}

function aliasOf(service: string, { stack, bucket, wait }: ReconcileOptions): ReconciledAlias {
  if (!wait) {
    throw new UsageError(
      'reconcile takes no --no-wait: each of its updates has to end before the next is begun, and in between CloudFormation is not in line. Leave it out; the updates take about a minute.',
    );
  }
  return {
    ...aliasNamed(service),
    ...(stack === undefined ? {} : { stackName: stack }),
    ...(bucket === undefined ? {} : { bucket }),
  };
}

interface Looked {
  readonly stackName: string | undefined;
  readonly decision: ReconcileDecision;
  /** Missing where it cannot be told, as the alias is refused. */
  readonly agreement?: Agreement;
}

/** The ledger is read before anything is changed, so that whoever may not read it learns that first. */
async function lookedAt(alias: ReconciledAlias, account: AwsAccount): Promise<Looked> {
  const facts = await reconcileFacts(alias, account);
  const decision = decideReconcile(facts);
  const stackName = facts.stack?.name;
  if (decision.kind === 'refused') return { stackName, decision };
  const believed = decision.kind === 'in-line' ? decision.version : decision.believed;
  const last = await lastRelease(facts, account);
  return { stackName, decision, agreement: agreement(decision.version, believed, last) };
}

function portsOf(alias: ReconciledAlias, account: AwsAccount, say: (line: string) => void): ReconcilePorts {
  const { stacks, stackUpdates, templates } = account;
  return {
    look: () => reconcileFacts(alias, account),
    update: async (stack, { bucket, templateText }) => {
      const template =
        bucket === undefined
          ? { TemplateBody: templateText }
          : { TemplateURL: await templates.put(bucket, templateText, placeOfStack(stack.id)) };
      await stackUpdates.update(stack, template);
    },
    status: (stackId) => stacks.status(stackId),
    failure: (stackId) => stackUpdates.failure(stackId),
    pause,
    begun: (kind) => {
      say(`${WHAT[kind]} …`);
    },
  };
}

/** What each update does, for people. */
const WHAT: Readonly<Record<UpdateKind, string>> = {
  loosen: 'Taking the update policy of the alias away; the alias stays where it is',
  pin: 'Giving the alias the version that serves, in CloudFormation too',
  restore: 'Putting the update policy back',
};

function planned(service: string, { decision, stackName }: Looked): readonly string[] {
  if (decision.kind !== 'reconcile') return [];
  const { believed, isBegun, updates, version } = decision;
  return [
    `Version ${version} serves ${service}, and CloudFormation has it at version ${believed}.`,
    ...(isBegun ? ['It was begun before, and goes on where it was stopped.'] : []),
    `Updates of the stack ${stackName ?? ''}, one after the other:`,
    ...updates.map(({ kind, bucket, templateText }, index) => {
      const where = bucket === undefined ? '' : ` (${templateText.length} characters, by the bucket ${bucket})`;
      return `  ${index + 1}. ${kind}: ${WHAT[kind]}${where}.`;
    }),
  ];
}

interface Telling {
  readonly json: boolean;
  readonly isDry: boolean;
  readonly reconciled?: Reconciled;
}

function told(service: string, looked: Looked, { isDry, json, reconciled }: Telling): number {
  const { agreement: agreed, decision, stackName } = looked;
  const end: Reconciled | ReconcileDecision = reconciled ?? decision;
  const outcome = outcomeOf(end, isDry);
  const refusal = end.kind === 'refused' ? end.refusal : undefined;
  const failed = end.kind === 'failed' ? end : undefined;
  if (json) {
    const updates = decision.kind === 'reconcile' ? decision.updates : [];
    process.stdout.write(
      jsonText({
        ...{ schema: 1, service, stack: stackName ?? null, outcome },
        made: reconciled?.made ?? [],
        left: updates.map(({ kind, bucket, templateText }) => ({
          ...{ kind, bucket: bucket ?? null },
          ...(isDry ? { template: JSON.parse(templateText) as unknown } : {}),
        })),
        refusal: refusal ?? null,
        failed: failed ? { update: failed.update, status: failed.status, reason: failed.reason ?? null } : null,
        agreement: agreed ?? null,
      }),
    );
  } else {
    const lines = [
      ...(isDry ? planned(service, looked) : []),
      ...(refusal ? refusedText(refusal) : []),
      ...(failed ? failedText(service, failed) : []),
      ...(outcome === 'in-line'
        ? [`There is nothing to reconcile: CloudFormation has ${service} at what serves.`]
        : []),
      ...(agreed ? agreementSentences(agreed) : []),
    ];
    process.stdout.write(`${forTerminal(lines).join('\n')}\n`);
  }
  return outcome === 'refused' || outcome === 'failed' ? EXIT.bad : EXIT.good;
}

function outcomeOf(end: Reconciled | ReconcileDecision, isDry: boolean) {
  if (end.kind === 'in-line') return 'made' in end && end.made.length > 0 ? 'reconciled' : 'in-line';
  if (end.kind === 'reconcile') return isDry ? 'planned' : 'failed';
  return end.kind;
}

function refusedText({ what, why, fix }: Refusal): readonly string[] {
  return [what, `  Why: ${why}`, `  Fix: ${fix}`];
}

function failedText(
  service: string,
  { update, status, reason }: Extract<Reconciled, { kind: 'failed' }>,
): readonly string[] {
  return [
    `The update ${update} ended ${status}${reason === undefined ? '.' : `. ${reason}`}`,
    '  Why: CloudFormation did not take it, and the alias may have been put back where CloudFormation had it.',
    `  Fix: See what serves (sluice reconcile ${service} --dry-run), put right what the reason says, and run this again: it goes on where it was stopped.`,
  ];
}
