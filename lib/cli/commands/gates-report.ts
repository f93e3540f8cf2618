import { shadowReport, type ShadowGateReport } from '../../domain/shadow/shadow-report';
import type { PastRelease } from '../../domain/shadow/release-history';
import type { DynamoDbReleases } from '../../adapters/dynamodb-releases';
import type { AddCommand } from '../add-command';
import { now } from '../aws-account';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { platformLedger } from '../platform-ledger';
import { pointInTime } from '../point-in-time';
import { showWait } from '../show-wait';
import { counted } from '../../domain/text/figures';

interface GatesReportOptions {
  /** The function whose releases are looked at; all, where none is named. */
  readonly service?: string;
  /** How far back, such as `30d`. */
  readonly since: string;
  readonly platform: string;
  readonly json?: boolean;
}

/** `sluice gates report` */
export const gatesReport: AddCommand = (program, ended) => {
  commandGroup(program, 'gates')
    .command('report')
    .description('says of each shadow gate what it would have blocked, and whether that supports enforcing it')
    .option('--service <function>', 'only the releases of this function')
    .option('--since <time>', 'how far back, such as 30d or 12h', '30d')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print the report as JSON on standard output')
    .action(async (options: GatesReportOptions) => {
      ended(await reportGates(options));
    });
};

async function reportGates({ service, since, platform, json = false }: GatesReportOptions): Promise<number> {
  const at = now();
  const from = pointInTime('--since', since, at);
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const history = await looking(readHistory(platform, from, at, service)).finally(wait.end);
  const gates = shadowReport(history, at);
  if (json) {
    const report = { schema: 1, since: new Date(from).toISOString(), releases: history.length, gates };
    process.stdout.write(jsonText(report));
  } else {
    const lines = [
      `${counted(history.length, 'release')} since ${new Date(from).toISOString()}.`,
      ...forTerminal(gates).map(shown),
    ];
    if (gates.length === 0) lines.push("No shadow gate was asked. Give a gate `mode: 'shadow'` to try it out.");
    process.stdout.write(`${lines.join('\n\n')}\n`);
  }
  return EXIT.good;
}

async function readHistory(platform: string, from: number, to: number, service: string | undefined) {
  const { releases: ledger } = await platformLedger(platform);
  const releases = await ledger.between(from, to);
  return withGates(
    ledger,
    releases.filter(({ functionName }) => service === undefined || functionName === service),
  );
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
  const { service, gate, phase, seen, wouldHaveBlocked, blockedBad, blockedGood, good, bad, because, enforce } = report;
  return [
    `${gate} (${phase}) of ${service}: ${enforce ? 'enforce it' : 'leave it in shadow'}`,
    `  It saw ${counted(seen, 'release')} and would have blocked ${wouldHaveBlocked}: ${blockedBad} of ${bad} that went bad, ${blockedGood} of ${good} that were good.`,
    ...because.map((sentence) => `  ${sentence}`),
  ].join('\n');
}
