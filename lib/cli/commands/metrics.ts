import { figuresReport, type GroupedBy } from '../../domain/figures/figures-report';
import type { FigureHistory, Period } from '../../domain/figures/history';
import { MENDING_MS } from '../../domain/figures/judged-release';
import { targetsSchema } from '../../domain/figures/targets';
import { readDocument } from '../../documents/read-document';
import { figuresText } from '../../report/terminal/figures-text';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { ledgerTableOf } from '../ledger-table';
import { looking } from '../look-failure';
import { pointInTime } from '../point-in-time';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';
import { writeOutput } from '../write-output';

interface MetricsOptions {
  readonly from: string;
  readonly to?: string;
  readonly by?: string;
  /** The function whose releases are looked at; all, where none is named. */
  readonly service?: string;
  readonly targets?: string;
  /** Where to write what the figures are made of. */
  readonly export?: string;
  readonly platform: string;
  readonly json?: boolean;
}

const GROUPS: readonly GroupedBy[] = ['service', 'team', 'week'];

/** A release that ended in the time was opened before it ended; the longest shift takes two days. */
const BEFORE_MS = MENDING_MS + 3 * 86_400_000;

/** `sluice metrics` */
export const metrics: AddCommand = (program, ended) => {
  program
    .command('metrics')
    .description('says how releases went: lead time, frequency, failures, recovery, rework and more, against targets')
    .enablePositionalOptions()
    .option('--from <time>', 'the first moment: a day such as 2026-01-31, or how long ago, such as 90d', '30d')
    .option('--to <time>', 'the moment after the last; now, where it is left out')
    .option('--by <what>', `one set of figures for each ${GROUPS.join(', ')}, besides that of all`)
    .option('--service <function>', 'only the releases of this function')
    .option('--targets <file>', 'a YAML file of what the figures should be, and of which team has which service')
    .option('--export <file>', 'write what the figures are made of, as JSON, so that others can reckon them again')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print the figures as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  sluice metrics --from 2026-01-01 --to 2026-04-01 --by team --targets targets.yaml
  sluice metrics --from 12w --by week --service chat

A deployment is a release that reached 100 %. What is not known is said to be unknown, with how many releases it is
unknown for. The guide docs/guides/figures.md defines every figure and targets.yaml.`,
    )
    .action(async (options: MetricsOptions) => {
      ended(await showMetrics(options));
    });
};

async function showMetrics(options: MetricsOptions): Promise<number> {
  const { platform, service, json = false } = options;
  const at = now();
  const period = periodOf(options, at);
  const by = groupedBy(options.by);
  const { targets, teams } =
    options.targets === undefined ? { targets: {}, teams: {} } : readDocument(options.targets, targetsSchema);
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const history = ofService(await looking(readHistory(platform, period)).finally(wait.end), service);
  // With zeros one that is misspelt would look as one that nobody releases.
  if (service !== undefined && history.releases.length === 0) process.stderr.write(unknownService(service, options));
  if (options.export !== undefined) {
    writeOutput('--export', options.export, jsonText({ schema: 1, period, ...history }));
  }
  const groups = figuresReport(history, { period, targets, teams, by });
  if (json) {
    const [from, to] = [new Date(period.from).toISOString(), new Date(period.to).toISOString()];
    process.stdout.write(jsonText({ schema: 1, from, to, ...(by ? { by } : {}), groups }));
  } else {
    process.stdout.write(figuresText(forTerminal(groups), by === 'week'));
  }
  return EXIT.good;
}

function periodOf(options: MetricsOptions, at: number): Period {
  const from = pointInTime('--from', options.from, at);
  const to = options.to === undefined ? at : pointInTime('--to', options.to, at);
  if (from < to) return { from, to };
  throw new UsageError(
    `\`--from\` must be before \`--to\`, got: ${new Date(from).toISOString()} and ${new Date(to).toISOString()}`,
  );
}

function groupedBy(text: string | undefined): GroupedBy | undefined {
  const found = GROUPS.find((one) => one === text);
  if (text === undefined || found) return found;
  throw new UsageError(`\`--by\` must be one of ${GROUPS.join(', ')}, got: ${text}`);
}

/** What is rework goes by what was before, and when a failure was mended by what came after, up to now. */
async function readHistory(platform: string, { from, to }: Period): Promise<FigureHistory> {
  const account = awsAccount();
  const table = await ledgerTableOf(platform, account);
  return account.figures(table).history(from - BEFORE_MS, Math.min(now(), to + BEFORE_MS));
}

function unknownService(service: string, { platform }: MetricsOptions): string {
  return `The ledger of the platform ${platform} has no release of ${service} in this time, nor in the weeks around it: \`sluice releases\` lists what was released.\n`;
}

function ofService(history: FigureHistory, service: string | undefined): FigureHistory {
  if (service === undefined) return history;
  return { ...history, releases: history.releases.filter((release) => release.service === service) };
}
