import { writeFileSync } from 'node:fs';
import { readDocument } from '../../documents/read-document';
import { byTime, checklistSchema, type ChecklistItem } from '../../domain/checklist/checklist';
import { isAfterRelease } from '../../domain/checklist/due';
import { standingOfItem, type ItemStanding } from '../../domain/checklist/item-standing';
import { STANDARD_CHECKLIST } from '../../domain/checklist/standard-checklist';
import type { GateRecord, Release } from '../../domain/release/release';
import type { AddCommand } from '../add-command';
import { addSubjectOptions, attestedSubjects, type AttestedSubject, type SubjectOptions } from '../attested-subjects';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { checklistJson, checklistText, type ShownChecklist } from '../checklist-text';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { keptRelease } from '../kept-release';
import { ledgerTableOf } from '../ledger-table';
import { looking, LookFailure } from '../look-failure';
import { attestationLine, makeAttestations } from '../make-attestations';
import { pointInTime } from '../point-in-time';
import { prepareRun } from '../run-checklist-item';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface ChecklistOptions extends SubjectOptions {
  readonly file?: string;
  readonly init?: string;
  readonly at?: string;
  /** All that is due, or the items that are named. */
  readonly run?: true | readonly string[];
  readonly stagingProfile?: string;
  readonly json?: boolean;
}

/** `sluice checklist` */
export const checklist: AddCommand = (program, ended) => {
  const command = program
    .command('checklist [release]')
    .description('holds a checklist against a release, or what is to be one: what is done, open, overdue and owed');
  addSubjectOptions(command)
    .option('--file <file>', 'the checklist, a YAML file')
    .option('--init <file>', 'write a checklist to begin with; a file that is there stays as it is')
    .option('--at <time>', 'before there is a release: when it is to start, such as 2026-01-31T09:00Z (default: now)')
    .option('--run [item...]', 'execute the items that are due and not done, or those that are named, and attest each')
    .option('--staging-profile <name>', 'the AWS profile by which suites are held and logs are searched')
    .option('--json', 'print it as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (release: string | undefined, options: ChecklistOptions) => {
      ended(options.init === undefined ? await hold(release, options) : begin(options.init, release, options));
    });
};

const HELP = `
  sluice checklist --init checklist.yaml
  sluice checklist --file checklist.yaml --assembly cdk.out --at 2026-01-31T09:00Z
  sluice checklist --file checklist.yaml --assembly cdk.out --run --staging-profile staging
  sluice checklist d-1A2B3C4D5 --file checklist.yaml

A checklist may name programs. --run starts them as they stand there, with all that you may do: run files that you would
run as a script.

Exit codes: 0 all that is due is done; 1 something that is due is not; 2 wrong usage, or a file that is none; 3 it could not
be looked at, or executed.`;

function begin(file: string, release: string | undefined, options: ChecklistOptions): number {
  const others = Object.keys(options).filter((name) => name !== 'init');
  if (release !== undefined || others.length > 0)
    throw new UsageError('`--init` only writes a file: give it alone, and hold the file against a release then.');
  try {
    writeFileSync(file, STANDARD_CHECKLIST, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'EEXIST'
        ? `${file} is there already, and stays as it is: name another file.`
        : `\`--init\` cannot write ${file}: ${message}`,
    );
  }
  process.stdout.write(`${forTerminal(file)} is written. Change its names, and leave out what you have no use for.\n`);
  return EXIT.good;
}

/** What a checklist is held against. */
interface Held {
  readonly subject: AttestedSubject;
  readonly table: string;
  readonly release: Release | undefined;
  readonly gates: readonly GateRecord[];
  readonly startsAt: number;
}

async function hold(id: string | undefined, options: ChecklistOptions): Promise<number> {
  const { file, run, json = false } = options;
  if (file === undefined)
    throw new UsageError(
      'Name the checklist by `--file FILE`; `sluice checklist --init FILE` writes one to begin with.',
    );
  const items = byTime(readDocument(file, checklistSchema));
  const all = id === undefined ? await plannedOf(options) : [await releasedOf(id, options)];
  const shown: ShownChecklist[] = [];
  let failures = 0;
  for (const held of all) {
    const standings = await standingsOf(items, held);
    const chosen = run === undefined ? [] : chosenOf(run, standings, held);
    failures += await execute(chosen, held, { ...options, file });
    const { subject, release, startsAt } = held;
    const after = chosen.length === 0 ? standings : await standingsOf(items, held);
    shown.push({ name: subject.name, subject: subject.sha256, release, startsAt, items: after });
  }
  process.stdout.write(
    json
      ? jsonText({ schema: 1, file, at: new Date(now()).toISOString(), subjects: shown.map(checklistJson) })
      : shown.map(checklistText).join('\n'),
  );
  if (failures > 0) return EXIT.notRehearsed;
  return shown.some((one) => one.items.some(({ isLacking }) => isLacking)) ? EXIT.bad : EXIT.good;
}

async function plannedOf({ at, ...options }: ChecklistOptions): Promise<readonly Held[]> {
  const subjects = attestedSubjects(options);
  const time = now();
  const startsAt = at === undefined ? time : pointInTime('--at', at, time);
  const tables = subjects.map((one) => ledgerTableOf(one.platformName, awsAccount(one.region)));
  const found = await looking(Promise.all(tables));
  return subjects.map((subject, index) => ({
    ...{ subject, table: found[index] ?? '', release: undefined, gates: [], startsAt },
  }));
}

async function releasedOf(id: string, options: ChecklistOptions): Promise<Held> {
  const { platform = 'default', at, assembly, function: named, all, subject: other } = options;
  if ([at, assembly, named, all, other].some((one) => one !== undefined))
    throw new UsageError(
      'A release says itself what it is about and when it started: leave out --assembly, --function, --all, --subject and --at.',
    );
  const account = awsAccount();
  const { release, table } = await looking(keptRelease(id, platform, account));
  const { functionName, aliasName, subject: sha256, openedAt } = release;
  if (sha256 === undefined)
    throw new LookFailure(`Release ${id} has no subject, so nothing that was attested can be found by it.`);
  const gates = await looking(account.releases(table).gates(id));
  const subject = { name: `${functionName}:${aliasName}`, platformName: platform, sha256 };
  return { subject, table, release, gates, startsAt: openedAt };
}

async function standingsOf(items: readonly ChecklistItem[], held: Held): Promise<readonly ItemStanding[]> {
  const { subject, table, release, gates, startsAt } = held;
  const wait = showWait('reading what was attested');
  const attestations = await looking(awsAccount(subject.region).attestations(table).of(subject.sha256)).finally(
    wait.end,
  );
  const moment = { now: now(), startsAt, attestations, release, gates };
  return items.map((item) => standingOfItem(item, moment));
}

/** The items to execute: those that are named, or all whose time has come and that are not done. */
function chosenOf(
  run: true | readonly string[],
  standings: readonly ItemStanding[],
  { release }: Held,
): readonly ItemStanding[] {
  if (run === true) return standings.filter(({ item, isLacking }) => item.run !== undefined && isLacking);
  return run.map((id) => {
    const standing = standings.find(({ item }) => item.id === id && item.run !== undefined);
    if (!standing) {
      const known = standings.filter(({ item }) => item.run !== undefined).map(({ item }) => item.id);
      throw new UsageError(`\`--run\` knows no item ${id} to execute: there are ${known.join(', ') || 'none'}.`);
    }
    if (isAfterRelease(standing.item.due) && release?.state !== 'released')
      throw new UsageError(`${id} is about what is live, and it is not released: execute it then.`);
    return standing;
  });
}

/** Executes items one after the other, attests what came of each, and answers how many could not be executed. */
async function execute(
  chosen: readonly ItemStanding[],
  { subject }: Held,
  { file, stagingProfile: profile, json = false }: ChecklistOptions & { readonly file: string },
): Promise<number> {
  // What is wrong with a file is said before anything is executed.
  const prepared = chosen.flatMap(({ item: { id, attested: kind, run } }) =>
    kind === undefined || run === undefined ? [] : [{ id, kind, run, go: prepareRun(id, run, { file, profile }) }],
  );
  let failures = 0;
  for (const { id, kind, run, go } of prepared) {
    process.stderr.write(`${forTerminal(`Executing ${id} …`)}\n`);
    try {
      const { outcome, sentence: said, figures } = await go();
      const claimed = { kind, outcome, said, figures, validSeconds: run.validFor };
      const lines = (await makeAttestations([subject], claimed)).map(attestationLine);
      (json ? process.stderr : process.stdout).write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
    } catch (error) {
      if (!(error instanceof LookFailure)) throw error;
      failures += 1;
      process.stderr.write(`${forTerminal(`${id}: ${error.message}`)}\n`);
    }
  }
  return failures;
}
