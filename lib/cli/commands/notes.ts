import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { DocumentError } from '../../documents/document-error';
import { readDocument, readText } from '../../documents/read-document';
import { NOTE_FORMATS, type NoteFormat } from '../../domain/notes/note-formats';
import { notedCommits } from '../../domain/notes/noted-commits';
import { notesText, readTemplate } from '../../domain/notes/notes-text';
import { plannedTraffic } from '../../domain/notes/planned-traffic';
import { releaseFileSchema, type ReleaseFile } from '../../domain/notes/release-file';
import { AUDIENCES, NOTE_FORMS, type Audience, type NoteForm } from '../../domain/notes/release-notes';
import { rolloutSchedule } from '../../domain/notes/rollout-schedule';
import { writtenNotes } from '../../domain/notes/written-notes';
import { plannedReleases, writtenFunctionName } from '../../domain/preflight/planned-release';
import type { AddCommand } from '../add-command';
import { now } from '../command-clock';
import { EXIT } from '../exit-code';
import { jsonText } from '../json-text';
import { notedRange, type NotedEnd, type RangeOptions } from '../noted-range';
import { readTemplates } from '../read-templates';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface NotesOptions extends RangeOptions {
  readonly service?: string;
  readonly releaseVersion?: string;
  readonly form?: NoteForm;
  readonly format: NoteFormat;
  readonly audience: Audience;
  readonly template?: string;
  readonly releaseFile?: string;
  readonly assembly?: string;
  readonly json?: boolean;
}

/** `sluice notes` */
export const notes: AddCommand = (program, ended) => {
  program
    .command('notes')
    .description('writes release notes from conventional commits, a release.yaml and the traffic plan')
    .requiredOption('--from <ref>', 'since when: a release, a tag or a commit')
    .option('--to <ref>', 'until when: a release, a tag or a commit', 'HEAD')
    .option('--service <name>', 'what is released, as the notes call it; else the function of the release')
    .option('--release-version <version>', 'the version; else that of the release, or a tag of --to')
    .addOption(new Option('--form <form>', 'else hotfix where the release is one').choices(NOTE_FORMS))
    .addOption(new Option('--format <format>', 'how they are written').choices(NOTE_FORMATS).default('markdown'))
    .addOption(new Option('--audience <audience>', 'whom they are for').choices(AUDIENCES).default('team'))
    .option('--template <file>', 'a template of your own, in place of ours')
    .option('--release-file <file>', 'what people say of it; else release.yaml in the folder of --repository')
    .option('--assembly <dir>', 'what `cdk synth` wrote, for the rollout schedule')
    .option('--repository <dir>', 'a folder of the git clone', '.')
    .option('--path <path...>', 'only commits that touch these, from the folder of --repository')
    .option('--platform <name>', 'the platform whose ledger knows the releases', 'default')
    .option('--json', 'print the notes as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: NotesOptions) => {
      ended(await writeNotes(options));
    });
};

const HELP = `
Sections without a source are left out; a list that release.yaml has empty says "None."

  sluice notes --from v1.3.0 --to v1.4.0 > NOTES.md
  sluice notes --from d-ABCDEF123 --to HEAD --audience customer-before --format mail

Exit codes: 0 written; 2 wrong usage, or a file that cannot be used; 3 could not look.`;

async function writeNotes(options: NotesOptions): Promise<number> {
  const { format, audience, repository, assembly, json = false } = options;
  const own = templateOf(options.template);
  const file = releaseFileOf(options.releaseFile, repository);
  const rollout = assembly === undefined ? undefined : scheduleOf(assembly, options.service);
  const wait = showWait(`reading the commits from ${options.from} to ${options.to}`);
  const range = await notedRange(options).finally(wait.end);
  const { to } = range;
  const written = writtenNotes({
    ...{ audience, file, rollout, commits: notedCommits(range.commits) },
    form: options.form ?? (to.facts?.hotfix === undefined ? 'standard' : 'hotfix'),
    service: options.service ?? to.release?.functionName,
    version: options.releaseVersion ?? versionOf(to),
    from: range.from.commit.sha,
    to: to.commit.sha,
    state: to.release?.state,
    at: now(),
  });
  // Every foreign text in it is one line already, with what is unseen written out; what is in a format is meant.
  process.stdout.write(json ? jsonText(written) : notesText(written, format, own));
  return EXIT.good;
}

function versionOf({ facts, tags }: NotedEnd): string | undefined {
  return facts?.version ?? tags.find((tag) => /\d+\.\d+/.test(tag));
}

/** @throws DocumentError with all that is wrong with it */
function templateOf(file: string | undefined) {
  if (file === undefined) return undefined;
  const read = readTemplate(readText(file));
  if ('template' in read) return read.template;
  throw new DocumentError(
    file,
    read.problems.map((problem) => ({ ...problem, path: '' })),
  );
}

/** What people say of the release; a file that is named has to be there. */
function releaseFileOf(named: string | undefined, repository: string): ReleaseFile | undefined {
  const usual = join(repository, 'release.yaml');
  if (named === undefined && !existsSync(usual)) return undefined;
  return readDocument(named ?? usual, releaseFileSchema);
}

/** How traffic moves in an assembly; of several releases that differ, the one of the service has to be told. */
function scheduleOf(assembly: string, service: string | undefined): readonly string[] | undefined {
  const plans = readTemplates(assembly).flatMap(({ name, template }) =>
    plannedReleases(template).flatMap((release) => {
      const shape = plannedTraffic(template, release);
      const named = writtenFunctionName(template, release) ?? `${name}/${release.functionId ?? release.aliasId}`;
      return shape ? [{ named, schedule: rolloutSchedule(shape) }] : [];
    }),
  );
  const ofService = plans.filter(({ named }) => named === service);
  const chosen = ofService.length > 0 ? ofService : plans;
  const [first, ...others] = new Map(chosen.map(({ schedule }) => [schedule.join(' '), schedule])).values();
  if (others.length > 0) {
    throw new UsageError(
      `${assembly} has releases with several traffic plans: name one by --service. It has: ${plans.map(({ named }) => named).join(', ')}.`,
    );
  }
  return first;
}
