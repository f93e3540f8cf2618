import { readFileSync } from 'node:fs';
import { canonicalSha256 } from '../../adapters/canonical-json';
import { isPublicKey } from '../../adapters/kms-signatures';
import { keptRelease } from '../../domain/audit/kept-release';
import { verifyRelease, type VerifiedRelease } from '../../domain/audit/verify-release';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { platformLedger } from '../platform-ledger';
import { pointInTime } from '../point-in-time';
import { exportProblems, readExport } from '../read-export';
import { showWait } from '../show-wait';
import { UsageError } from '../usage-error';
import { counted, listText } from '../../domain/text/figures';
import { isSha256 } from '../../domain/text/sha256';

interface VerifyOptions {
  readonly since: string;
  readonly platform: string;
  readonly anchor?: string;
  readonly file?: string;
  readonly publicKey?: string;
  readonly json?: boolean;
}

/** `sluice ledger verify` */
export const ledgerVerify: AddCommand = (program, ended) => {
  commandGroup(program, 'ledger')
    .command('verify [releases...]')
    .description('recomputes the chain of events of releases, and says what was changed, dropped, swapped or put in')
    .option('--since <time>', 'without releases: those that were opened so long ago at most, such as 30d', '30d')
    .option('--anchor <sha256>', 'a head that a message of the one release told: it has to be among its events')
    .option(
      '--file <file>',
      'an export instead of the ledger; needs no AWS account with --public-key, or where it is not signed',
    )
    .option('--public-key <file>', 'the key of the signature, in PEM; by default KMS is asked for it')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--json', 'print the findings as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (releases: readonly string[], options: VerifyOptions) => {
      ended(await verify(releases, options));
    });
};

const HELP = `
Ends with 0 where nothing was found, and with 1 otherwise. What a ledger cannot show by itself
is a release that was removed whole, or rewritten whole: hold --anchor against the message.`;

/** So many releases at a time. */
const WIDTH = 10;

async function verify(releases: readonly string[], options: VerifyOptions): Promise<number> {
  const { anchor, file, json = false } = options;
  if (anchor !== undefined && releases.length + (file === undefined ? 0 : 1) !== 1) {
    throw new UsageError('`--anchor` is the head of one release: name that one, or its `--file`.');
  }
  if (anchor !== undefined && !isSha256(anchor)) {
    throw new UsageError(
      `\`--anchor\` must be a SHA-256 in 64 hexadecimal digits, as the message has it, got: ${anchor}`,
    );
  }
  if (file !== undefined && releases.length > 0) throw new UsageError('`--file` has its release: name no other.');
  const wait = showWait('recomputing the chains of events');
  const verified = await looking<readonly Verified[]>(
    file === undefined ? ofLedger(releases, options) : ofFile(file, options),
  ).finally(wait.end);
  const isSound = verified.every(({ problems }) => problems.length === 0);
  if (json) process.stdout.write(jsonText({ schema: 1, sound: isSound, releases: verified }));
  else process.stdout.write(`${linesOf(forTerminal(verified)).join('\n')}\n`);
  return isSound ? EXIT.good : EXIT.bad;
}

async function ofLedger(releases: readonly string[], { since, platform, anchor }: VerifyOptions) {
  const at = now();
  const from = pointInTime('--since', since, at);
  const { releases: ledger } = await platformLedger(platform);
  const ids = releases.length > 0 ? releases : (await ledger.between(from, at)).map(({ id }) => id);
  const verified: VerifiedRelease[] = [];
  for (let first = 0; first < ids.length; first += WIDTH) {
    const some = ids.slice(first, first + WIDTH);
    const items = await Promise.all(some.map((id) => ledger.items(id)));
    verified.push(
      ...some.map((id, place) => verifyRelease(keptRelease(id, items[place] ?? []), canonicalSha256, anchor)),
    );
  }
  return verified;
}

/** Of a file also whether somebody signed it. */
interface Verified extends VerifiedRelease {
  readonly isSigned?: boolean;
}

async function ofFile(file: string, { anchor, publicKey }: VerifyOptions): Promise<readonly Verified[]> {
  const exported = readExport(file);
  const { record, signature } = exported;
  const key =
    publicKey !== undefined
      ? read(publicKey)
      : signature === null
        ? undefined
        : await awsAccount().signatures.publicKey(signature.keyArn);
  const verified = verifyRelease(keptRelease(record.releaseId, record.items), canonicalSha256, anchor);
  const own = exportProblems(exported, key).map((message) => ({
    kind: 'export-changed' as const,
    releaseId: record.releaseId,
    message,
  }));
  return [{ ...verified, isSigned: signature !== null, problems: [...own, ...verified.problems] }];
}

function read(file: string): string {
  let key: string;
  try {
    key = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (isPublicKey(key)) return key;
  throw new UsageError(`${file} is no public key in PEM: take the one that \`aws kms get-public-key\` tells, as PEM.`);
}

function linesOf(verified: readonly Verified[]): readonly string[] {
  const broken = verified.filter(({ problems }) => problems.length > 0);
  const events = verified.reduce((sum, one) => sum + one.events, 0);
  const unproven = verified.filter((one) => one.unproven > 0);
  const one = verified.length === 1 ? verified[0] : undefined;
  return [
    ...broken.flatMap(({ releaseId, problems }) => [releaseId, ...problems.map(({ message }) => `  ${message}`)]),
    `${counted(verified.length, 'release')} with ${counted(events, 'event')}: ${broken.length === 0 ? 'nothing was changed' : `${broken.length} not as they were kept`}.`,
    ...(unproven.length > 0
      ? [
          `Of ${counted(unproven.length, 'release')}, changes were kept before there were events: of those nothing can be said.`,
        ]
      : []),
    ...verified.flatMap(({ unvouched }) =>
      unvouched.length === 0
        ? []
        : [
            `No event vouches for the records of ${listText(unvouched)}: they were kept after it was decided, or put in.`,
          ],
    ),
    ...(one?.isSigned === false ? ['It is not signed: anybody may have written it.'] : []),
    ...(one?.head === undefined ? [] : [`Head: ${one.head}`]),
  ];
}
