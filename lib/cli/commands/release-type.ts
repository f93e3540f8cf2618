import { GitCommands } from '../../adapters/git-history';
import { notedCommits } from '../../domain/notes/noted-commits';
import { suggestedType } from '../../domain/notes/suggested-type';
import type { AddCommand } from '../add-command';
import { EXIT } from '../exit-code';
import { jsonText } from '../json-text';
import { notedRange, type RangeOptions } from '../noted-range';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface TypeOptions extends Omit<RangeOptions, 'from'> {
  /** The newest tag, where it is left out. */
  readonly from?: string;
  readonly json?: boolean;
}

/** `sluice release-type` */
export const releaseType: AddCommand = (program, ended) => {
  program
    .command('release-type')
    .description('prints the least type of release that the commits ask for: patch, minor or major')
    .option('--from <release>', 'the release before: its id, a tag or a commit; else the newest tag before --to')
    .option('--to <commit>', 'what will be released: a tag, a branch or a commit', 'HEAD')
    .option('--repository <dir>', 'a folder of the git clone', '.')
    .option('--path <path...>', 'only commits that touch these, from the folder of --repository')
    .option('--platform <name>', 'the platform whose ledger knows the release before', 'default')
    .option('--json', 'print it, with the reason, as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: TypeOptions) => {
      ended(await printType(options));
    });
};

const HELP = `
By Conventional Commits: what breaks something makes a major release, \`feat:\` a minor one, and anything else of a known type
a patch. Where no commit says what it is, it is minor. The type stands alone on standard output, so that a synth can have it:

  cdk deploy -c sluice:type=$(npx sluice release-type --from v1.3.0)

Exit codes: 0 printed; 2 wrong usage; 3 could not look.`;

async function printType({ from, json = false, ...options }: TypeOptions): Promise<number> {
  const wait = showWait('reading the commits');
  const range = await notedRange({ ...options, from: from ?? (await newestTag(options)) }).finally(wait.end);
  const { type, sentence } = suggestedType(notedCommits(range.commits));
  const since = range.from.commit.sha;
  if (json) {
    process.stdout.write(jsonText({ schema: 1, type, sentence, since, commits: range.commits.length }));
  } else {
    process.stdout.write(`${type}\n`);
    process.stderr.write(`${sentence} (${range.commits.length} since ${since.slice(0, 12)})\n`);
  }
  return EXIT.good;
}

/** @throws UsageError where there is none */
async function newestTag({ repository, to }: Pick<TypeOptions, 'repository' | 'to'>): Promise<string> {
  const tag = await new GitCommands(repository).newestTag(to);
  if (tag === undefined)
    throw new UsageError(
      `No tag comes before ${to} in this clone: name the release before by --from, or fetch the tags.`,
    );
  return tag;
}
