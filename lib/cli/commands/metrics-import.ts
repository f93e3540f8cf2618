import type { AwsAccount } from '../aws-account';
import { codeDeployReleases, type GroupService } from '../../domain/figures/codedeploy-release';
import { csvProblem, csvReleaseSchema, releaseOfCsv } from '../../domain/figures/csv-release';
import type { FigureRelease } from '../../domain/figures/figure-release';
import { readCsv } from '../../documents/read-csv';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { commandAbove } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { ledgerTableOf } from '../ledger-table';
import { looking } from '../look-failure';
import { pointInTime } from '../point-in-time';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';
import { counted } from '../../domain/text/figures';

interface MetricsImportOptions {
  /** The CodeDeploy application whose history is read. */
  readonly codedeploy?: string;
  readonly from: string;
  readonly platform: string;
  readonly json?: boolean;
}

/** `sluice metrics import` */
export const metricsImport: AddCommand = (program, ended) => {
  commandAbove(program, 'metrics')
    .command('import [file]')
    .description('keeps releases of the time before Sluice in the ledger, so that before and after can be shown')
    .option('--codedeploy <application>', "read CodeDeploy's own history of this application instead of a file")
    .option('--from <time>', "how far back CodeDeploy's history is read", '365d')
    .option('--platform <name>', 'the platform in whose ledger they are kept', 'default')
    .option('--json', 'print what was imported as JSON on standard output')
    .addHelpText(
      'after',
      `
The file has comma-separated values. Its first line names the columns, of which id, service, state, openedAt and
endedAt are needed; alias, shiftedAt, decidedAt, requests, failedRequests, commits, committedAt and hotfix may be there.
A cell that is empty is unknown. A release that is imported again takes its own place.

Examples:
  sluice metrics import before.csv
  sluice metrics import --codedeploy my-application --from 2025-07-01`,
    )
    .action(async (file: string | undefined, options: MetricsImportOptions) => {
      ended(await importMetrics(file, options));
    });
};

async function importMetrics(file: string | undefined, options: MetricsImportOptions): Promise<number> {
  const { codedeploy, platform, json = false } = options;
  if ((file === undefined) === (codedeploy === undefined)) {
    throw new UsageError(
      'Name either a file of comma-separated values or `--codedeploy APPLICATION`, got: ' +
        (file === undefined ? 'neither' : 'both'),
    );
  }
  const fromFile = file === undefined ? [] : readCsv(file, csvReleaseSchema, csvProblem).map(releaseOfCsv);
  checkDoubled(file, fromFile);
  const from = pointInTime('--from', options.from, now());
  const account = awsAccount();
  const wait = showWait('importing releases');
  const releases = await looking(
    keep(platform, account, async () =>
      codedeploy === undefined ? fromFile : readCodeDeploy(codedeploy, from, account),
    ),
  ).finally(wait.end);
  if (json) {
    process.stdout.write(jsonText({ schema: 1, imported: releases.length, releases }));
  } else {
    const services = new Set(releases.map(({ service }) => service)).size;
    process.stdout.write(`${counted(releases.length, 'release')} of ${counted(services, 'service')} imported.\n`);
  }
  return EXIT.good;
}

function checkDoubled(file: string | undefined, releases: readonly FigureRelease[]): void {
  const ids = releases.map(({ id }) => id);
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (doubled.length === 0) return;
  throw new UsageError(
    `${file ?? ''} has several releases of one id, each of which would replace the one before: ${forTerminal(doubled.slice(0, 5).join(', '))}`,
  );
}

async function keep(
  platform: string,
  account: AwsAccount,
  read: () => Promise<readonly FigureRelease[]>,
): Promise<readonly FigureRelease[]> {
  const table = await ledgerTableOf(platform, account);
  const releases = await read();
  const since = Date.now();
  let saidAt = since;
  await account.figures(table).import(releases, (count) => {
    if (Date.now() - saidAt < 2000) return;
    saidAt = Date.now();
    process.stderr.write(`${count} of ${counted(releases.length, 'release')} kept …\n`);
  });
  return releases;
}

async function readCodeDeploy(
  application: string,
  from: number,
  { history }: AwsAccount,
): Promise<readonly FigureRelease[]> {
  const services = new Map<string, GroupService>();
  const deployments = [];
  const groups = await history.groups(application);
  for (const [index, group] of groups.entries()) {
    const entries = await history.ofGroup(application, group, { from, to: now() });
    for (const { service } of entries) services.set(group, service);
    deployments.push(...entries.map(({ deployment }) => deployment));
    process.stderr.write(
      forTerminal(`group ${index + 1} of ${groups.length}, ${group}: ${entries.length} deployments`) + '\n',
    );
  }
  return codeDeployReleases(deployments, (group) => services.get(group) ?? { service: group, alias: group });
}
