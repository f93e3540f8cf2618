import { rehearsedGates, type RehearsedGateReport } from '../../domain/shadow/rehearsed-gates';
import { CONFIDENCE, MOST_FALSE_BLOCKS, type ShadowGateReport } from '../../domain/shadow/shadow-gate';
import { shadowReport } from '../../domain/shadow/shadow-report';
import type { PastRelease } from '../../domain/shadow/release-history';
import type { DynamoDbReleases } from '../../adapters/dynamodb-releases';
import type { AddCommand } from '../add-command';
import { now } from '../command-clock';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { platformLedger } from '../platform-ledger';
import { pointInTime } from '../point-in-time';
import { rehearsedVerdicts } from '../rehearsed-verdicts';
import { showWait } from '../show-wait';
import { counted } from '../../domain/text/figures';

interface GatesReportOptions {
  /** The function whose releases are looked at; all, where none is named. */
  readonly service?: string;
  /** How far back, such as `30d`. */
  readonly since: string;
  readonly platform: string;
  /** Reports of rehearsals, which are counted by themselves. */
  readonly rehearsed?: readonly string[];
  readonly json?: boolean;
}

/** `sluice gates report` */
export const gatesReport: AddCommand = (program, ended) => {
  commandGroup(program, 'gates')
    .command('report')
    .description('says of each shadow gate what it would have blocked, and what can be concluded from that')
    .option('--service <function>', 'only the releases of this function')
    .option('--since <time>', 'how far back, such as 30d or 12h', '30d')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--rehearsed <file...>', 'reports of rehearsals (`sluice rehearse --out`), told apart from real releases')
    .option('--json', 'print the report as JSON on standard output')
    .action(async (options: GatesReportOptions) => {
      ended(await reportGates(options));
    });
};

async function reportGates({
  service,
  since,
  platform,
  rehearsed: files,
  json = false,
}: GatesReportOptions): Promise<number> {
  const at = now();
  const from = pointInTime('--since', since, at);
  const rehearsed = files && rehearsedGates(rehearsedVerdicts(files));
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const { history, labels } = await looking(readHistory(platform, from, at, service)).finally(wait.end);
  const gates = shadowReport(history, labels, at);
  if (json) {
    process.stdout.write(
      jsonText({
        schema: 2,
        since: new Date(from).toISOString(),
        releases: history.length,
        confidence: CONFIDENCE,
        limit: MOST_FALSE_BLOCKS,
        gates,
        ...(rehearsed ? { rehearsed: { files, gates: rehearsed } } : {}),
      }),
    );
  } else {
    const lines = [
      `${counted(history.length, 'release')} since ${new Date(from).toISOString()}.`,
      ...forTerminal(gates).map(shown),
      ...(gates.length === 0 ? ["No shadow gate was asked. Give a gate `mode: 'shadow'` to try it out."] : []),
      ...(files && rehearsed ? [rehearsedHead(files.length), ...forTerminal(rehearsed).map(shownRehearsed)] : []),
    ];
    process.stdout.write(`${lines.join('\n\n')}\n`);
  }
  return EXIT.good;
}

async function readHistory(platform: string, from: number, to: number, service: string | undefined) {
  const { releases: ledger, figures } = await platformLedger(platform);
  const [releases, labels] = await Promise.all([ledger.between(from, to), figures.labels(from, to)]);
  const own = releases.filter(({ functionName }) => service === undefined || functionName === service);
  return { history: await withGates(ledger, own), labels };
}

/** So many queries at a time. */
const WIDTH = 10;

async function withGates(ledger: DynamoDbReleases, releases: readonly PastRelease['release'][]) {
  const history: PastRelease[] = [];
  for (let index = 0; index < releases.length; index += WIDTH) {
    const part = releases.slice(index, index + WIDTH);
    const gates = await Promise.all(part.map(({ id }) => ledger.gates(id)));
    history.push(...part.map((release, place) => ({ release, gates: gates[place] ?? [] })));
  }
  return history;
}

function shown(report: ShadowGateReport): string {
  const { service, gate, phase, seen, wouldHaveBlocked, blockedBad, blockedGood, good, bad, conclusion, enforce } =
    report;
  return [
    `${gate} (${phase}) of ${service}: ${enforce ? 'enforce it' : 'leave it in shadow'}`,
    `  It saw ${counted(seen, 'release')} and would have blocked ${wouldHaveBlocked}: ${blockedBad} of ${bad} that went bad, ${blockedGood} of ${good} that were good.`,
    ...conclusion.map((sentence) => `  ${sentence}`),
  ].join('\n');
}

function rehearsedHead(files: number): string {
  return [
    `Rehearsed, by ${counted(files, 'report')}, and in none of the figures above.`,
    'It shows what each gate decides about these releases. They were chosen, and their traffic was made up, so it says nothing of how often a release to come will be blocked.',
  ].join('\n');
}

function shownRehearsed({ service, gate, phase, conclusion }: RehearsedGateReport): string {
  return [`${gate} (${phase}) of ${service}, rehearsed:`, ...conclusion.map((sentence) => `  ${sentence}`)].join('\n');
}
