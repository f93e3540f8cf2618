import { isStopped, type Finding } from '../../domain/preflight/finding';
import { preflightFindings } from '../../domain/preflight/preflight-findings';
import { plannedReleases } from '../../domain/preflight/planned-release';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { EXIT } from '../exit-code';
import { findingText } from '../finding-text';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { readTemplates } from '../read-templates';
import { releaseFacts } from '../release-facts';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface PreflightOptions {
  /** The assembly of the change. */
  readonly to: string;
  /** The stacks to look at; all that have releases, where none is named. */
  readonly stack?: readonly string[];
  readonly json?: boolean;
}

/** `sluice preflight` */
export const preflight: AddCommand = (program, ended) => {
  program
    .command('preflight')
    .description('says, before `cdk deploy`, what would stop a release or is worth knowing of it; changes nothing')
    .requiredOption('--to <dir>', 'the assembly of the change: what `cdk synth` wrote')
    .option('--stack <name...>', 'only these stacks of it')
    .option('--json', 'print the findings as JSON on standard output')
    .addHelpText('after', '\nExit codes: 0 nothing stops it; 1 something would; 2 wrong usage; 3 could not look.')
    .action(async (options: PreflightOptions) => {
      ended(await lookAhead(options));
    });
};

async function lookAhead({ to, stack: named = [], json = false }: PreflightOptions): Promise<number> {
  const all = readTemplates(to);
  const unknown = named.filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `${to} has no stack ${unknown.join(', ')}. It has: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  }
  const stacks = all.filter(
    ({ name, template }) => plannedReleases(template).length > 0 && (named.length === 0 || named.includes(name)),
  );
  const wait = showWait(`looking at ${stacks.map(({ name }) => name).join(', ')}`);
  const facts = await looking(
    Promise.all(stacks.map((stack) => releaseFacts(stack, awsAccount(stack.region)))),
  ).finally(wait.end);
  const findings = facts.flat().flatMap(preflightFindings);
  const stops = isStopped(findings);
  if (json) {
    process.stdout.write(jsonText({ schema: 1, releases: facts.flat().length, stops, findings }));
  } else {
    process.stdout.write(
      `${[...forTerminal(findings).map(findingText), summary(facts.flat().length, findings)].join('\n\n')}\n`,
    );
  }
  return stops ? EXIT.bad : EXIT.good;
}

function summary(releases: number, findings: readonly Finding[]): string {
  if (releases === 0) return 'No release: no alias of this assembly has a CodeDeployLambdaAliasUpdate policy.';
  const stopping = findings.filter(({ severity }) => severity === 'stops').length;
  return stopping === 0
    ? 'Nothing stops it: run `cdk deploy`.'
    : `${stopping} of ${findings.length} findings would stop it: mend them before \`cdk deploy\`.`;
}
