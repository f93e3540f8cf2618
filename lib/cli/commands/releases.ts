import { isReleaseState, RELEASE_STATES, type Release } from '../../domain/release/release';
import type { AddCommand } from '../add-command';
import { now } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { platformLedger } from '../platform-ledger';
import { pointInTime } from '../point-in-time';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';

interface ReleasesOptions {
  /** `function` or `function:alias`. */
  readonly service?: string;
  readonly since: string;
  readonly state?: string;
  readonly platform: string;
  readonly json?: boolean;
}

/** `sluice releases` */
export const releases: AddCommand = (program, ended) => {
  program
    .command('releases')
    .description('lists releases, the newest first: what, when, how it ended and by whom')
    .option('--service <function>', 'only those of this function, or of one alias of it, such as chat:live')
    .option('--since <time>', 'how far back, such as 30d or 12h', '30d')
    .option('--state <state>', `only those that are ${RELEASE_STATES.join(', ')}`)
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print them as JSON on standard output')
    .action(async (options: ReleasesOptions) => {
      ended(await list(options));
    });
};

async function list({ service, since, state, platform, json = false }: ReleasesOptions): Promise<number> {
  if (state !== undefined && !isReleaseState(state)) {
    throw new UsageError(`\`--state\` must be one of ${RELEASE_STATES.join(', ')}, got: ${state}`);
  }
  const at = now();
  const from = pointInTime('--since', since, at);
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const found = await looking(read(platform, service, from, at)).finally(wait.end);
  const wanted = found.filter((one) => state === undefined || one.state === state);
  if (json) {
    process.stdout.write(jsonText({ schema: 1, since: new Date(from).toISOString(), releases: wanted }));
    return EXIT.good;
  }
  const lines =
    wanted.length === 0 ? [`No release since ${new Date(from).toISOString()}.`] : table(forTerminal(wanted));
  process.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.good;
}

/** One alias is one query; a function, or all, is one for each month. */
async function read(
  platform: string,
  service: string | undefined,
  from: number,
  to: number,
): Promise<readonly Release[]> {
  const { releases: ledger } = await platformLedger(platform);
  const [functionName, aliasName] = service?.split(':') ?? [];
  if (functionName !== undefined && aliasName !== undefined)
    return ledger.ofService(functionName, aliasName, { since: from });
  const all = await ledger.between(from, to);
  return [...all].reverse().filter((release) => functionName === undefined || release.functionName === functionName);
}

function table(found: readonly Release[]): readonly string[] {
  const rows = found.map((release) => [
    new Date(release.openedAt).toISOString().slice(0, 16).replace('T', ' '),
    release.id,
    `${release.functionName}:${release.aliasName}`,
    `${release.blue ?? 'first'} → ${release.green}`,
    release.state,
    release.state === 'released' ? '' : (release.decidedBy ?? ''),
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
