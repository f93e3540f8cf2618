import type { CommitFacts, CommitsSince } from '../../domain/facts/commit-facts';
import { annotateRelease, type Annotated } from '../../flow/annotate-release';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { commitAtHand, type CommitAtHand, type CommitOptions } from '../commit-at-hand';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { ledgerTableOf } from '../ledger-table';
import { looking } from '../look-failure';
import { readTemplates } from '../read-templates';
import { addSaidOptions, saidFacts, type SaidOptions } from '../said-facts';
import { showWait } from '../show-wait';
import { serviceOf, subjectsOf, type PlannedSubject } from '../subjects-of';
import { UsageError } from '../usage-error';

interface AnnotateOptions extends CommitOptions, SaidOptions {
  readonly assembly: string;
  /** The stacks whose releases are annotated; all, where none is named. */
  readonly stack?: readonly string[];
  /** Only the releases of this platform. */
  readonly platform?: string;
  readonly json?: boolean;
}

/** `sluice annotate` */
export const annotate: AddCommand = (program, ended) => {
  const command = program
    .command('annotate')
    .description(
      'keeps the facts of the commit (commits since the last release, tickets, version) beside what is about to be released',
    )
    .requiredOption('--assembly <dir>', 'what will be deployed: what `cdk synth` wrote')
    .option('--stack <name...>', 'only these stacks of it')
    .option('--platform <name>', 'only the releases of this platform')
    .option('--repository <dir>', 'a folder of the git clone that was built from', '.')
    .option('--sha <commit>', 'the commit that was built; else what is checked out')
    .option('--since <commit>', 'the commit of the release before; else the ledger is asked')
    .option('--path <path...>', 'count only commits that touch these, from the folder of --repository');
  addSaidOptions(command)
    .option('--json', 'print what was kept as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: AnnotateOptions) => {
      ended(await annotateAll(options));
    });
};

const HELP = `
Run it in CI between \`cdk synth\` and \`cdk deploy\`, with all of the history: a shallow clone does not know what came
before. GitHub Actions, GitLab CI/CD, Bitbucket Pipelines, Jenkins and AWS CodeBuild are recognised; options say the rest.

  cdk synth --output cdk.out
  sluice annotate --assembly cdk.out
  cdk deploy --app cdk.out --all

Exit codes: 0 kept; 1 a release has no subject to keep them by; 2 wrong usage; 3 could not look.`;

interface Kept extends Annotated {
  readonly planned: PlannedSubject;
}

async function annotateAll(options: AnnotateOptions): Promise<number> {
  const said = saidFacts(options, now());
  const { assembly, stack, platform, json = false } = options;
  const planned = subjectsOf(stacksOf(assembly, stack)).filter(
    ({ platformName }) => platform === undefined || platformName === platform,
  );
  const commit = await commitAtHand(options);
  const wait = showWait(`annotating the releases of ${assembly}`);
  const kept: Kept[] = [];
  try {
    for (const one of planned) {
      if (one.subject === undefined) continue;
      const { sha, since, ci, git, history } = commit;
      const annotation = { sha, since, ci, git, history, subject: one.subject, said, at: now() };
      kept.push({ planned: one, ...(await looking(annotated(one, annotation))) });
    }
  } finally {
    wait.end();
  }
  const lacking = planned.filter(({ subject }) => subject === undefined);
  if (json) process.stdout.write(jsonText(asJson(commit, kept, lacking)));
  else process.stdout.write(`${asText(commit, kept, lacking)}\n`);
  return lacking.length > 0 ? EXIT.bad : EXIT.good;
}

function stacksOf(assembly: string, named: readonly string[] = []) {
  const all = readTemplates(assembly);
  const unknown = named.filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `${assembly} has no stack ${unknown.join(', ')}. It has: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  }
  return all.filter(({ name }) => named.length === 0 || named.includes(name));
}

type AnnotationAtHand = Omit<Parameters<typeof annotateRelease>[0], 'service'> & Pick<CommitAtHand, 'history'>;

async function annotated(planned: PlannedSubject, { history, ...annotation }: AnnotationAtHand): Promise<Annotated> {
  const account = awsAccount(planned.region);
  const [table, service] = await Promise.all([
    ledgerTableOf(planned.platformName, account),
    // Only where the ledger is asked for the release before does its name count.
    annotation.since === undefined && history ? serviceOf(planned, account) : undefined,
  ]);
  const ports = { facts: account.facts(table), releases: account.releases(table), history };
  return annotateRelease({ ...annotation, service }, ports);
}

function asJson({ sha, notes }: CommitAtHand, kept: readonly Kept[], lacking: readonly PlannedSubject[]) {
  return {
    schema: 1,
    sha,
    notes,
    releases: kept.map(({ planned: { stackName, aliasId, platformName, subject }, facts, isKept, unknown }) => ({
      ...{ stack: stackName, alias: aliasId, platform: platformName, subject, isKept, facts },
      ...(unknown === undefined ? {} : { unknown }),
    })),
    withoutSubject: lacking.map(({ stackName, aliasId }) => ({ stack: stackName, alias: aliasId })),
  };
}

function asText({ sha, notes }: CommitAtHand, kept: readonly Kept[], lacking: readonly PlannedSubject[]): string {
  const lines = [
    ...notes,
    ...kept.flatMap(({ planned, facts, isKept, unknown }) => [
      `${planned.stackName}/${planned.aliasId}, subject ${(planned.subject ?? '').slice(0, 12)}:`,
      isKept
        ? `  Kept: commit ${sha.slice(0, 12)}${more(facts)}.`
        : '  Not kept: the ledger has facts of a later annotation.',
      ...(unknown === undefined ? [] : [`  Commits since the last release: unknown. ${unknown}`]),
    ]),
    ...lacking.map(
      ({ stackName, aliasId }) =>
        `${stackName}/${aliasId} has no subject: synthesize it with this version of Sluice, then annotate it.`,
    ),
  ];
  if (kept.length + lacking.length === 0)
    lines.push('Nothing to annotate: no alias of this assembly is released by a platform.');
  return lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${forTerminal(line)}`).join('\n');
}

function commitsText({ count, authors, since }: CommitsSince): string {
  const text = `${count} ${count === 1 ? 'commit' : 'commits'} since ${since.slice(0, 12)}`;
  return authors === 0 ? text : `${text} by ${authors} ${authors === 1 ? 'author' : 'authors'}`;
}

/** What else is known, such as `, 3 commits since 0c5b62f (2 authors), pull request 12, SHOP-7`. */
function more({ commits, pullRequest, version, tickets, hotfix, ci }: CommitFacts): string {
  const parts = [
    commits && commitsText(commits),
    pullRequest && `pull request ${pullRequest.id}`,
    version && `version ${version}`,
    tickets.length > 0 ? tickets.join(', ') : undefined,
    hotfix && `a hotfix (by ${hotfix})`,
    ci && `as ${ci.name} says`,
  ];
  return parts.flatMap((part) => (part ? [`, ${part}`] : [])).join('');
}
