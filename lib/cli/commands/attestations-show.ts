import { approvalsVerdict } from '../../domain/attestation/approvals-verdict';
import type { Attestation } from '../../domain/attestation/attestation';
import { ofTheseBytes, otherBytesReason } from '../../domain/attestation/of-these-bytes';
import { standingOf } from '../../domain/attestation/standing';
import { readPolicy } from '../../domain/policy/policy';
import { platformParameterName } from '../../domain/release/platform-names';
import type { AddCommand } from '../add-command';
import { addSubjectOptions, attestedSubjects, type AttestedSubject, type SubjectOptions } from '../attested-subjects';
import { awsAccount, type AwsAccount } from '../aws-account';
import { now } from '../command-clock';
import { codeDigestOf } from '../code-source';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { ledgerTableOf } from '../ledger-table';
import { looking } from '../look-failure';
import { attestationLine } from '../make-attestations';
import { showWait } from '../show-wait';

/** `sluice attestations show` */
export const attestationsShow: AddCommand = (program, ended) => {
  const command = commandGroup(program, 'attestations')
    .command('show')
    .description('shows what was attested of what is about to be released, and what of it counts now');
  addSubjectOptions(command)
    .option('--json', 'print it as JSON on standard output')
    .addHelpText('after', '\nExample:\n  sluice attestations show --assembly cdk.out --all')
    .action(async (options: SubjectOptions & { readonly json?: boolean }) => {
      ended(await showAll(options));
    });
};

interface Shown {
  readonly subject: AttestedSubject;
  readonly attestations: readonly Attestation[];
  /** Those that are of the code that the assembly holds. */
  readonly counted: readonly Attestation[];
  /** What the platform does not count, and why. */
  readonly uncounted: readonly { readonly kind: string; readonly because: string }[];
}

/** The kinds that the policy of a platform wants approved by somebody who wrote no commit of the release. */
async function independentApprovals(
  platformName: string,
  { parameters }: Pick<AwsAccount, 'parameters'>,
): Promise<readonly string[]> {
  const name = platformParameterName(platformName, 'policy');
  const read = readPolicy((await parameters.values([name])).get(name) ?? '');
  if ('problem' in read) return [];
  return [
    ...new Set(read.policy.requirements.flatMap((one) => (one.kind === 'approvals' && one.independent ? one.by : []))),
  ];
}

async function showAll({ json = false, ...options }: SubjectOptions & { readonly json?: boolean }): Promise<number> {
  const subjects = attestedSubjects(options);
  const at = now();
  const wait = showWait('reading what was attested');
  const shown: Shown[] = [];
  try {
    for (const subject of subjects) {
      const account = awsAccount(subject.region);
      const table = await looking(ledgerTableOf(subject.platformName, account));
      const [attestations, facts, approvals] = await looking(
        Promise.all([
          account.attestations(table).of(subject.sha256),
          account.facts(table).read(subject.sha256),
          independentApprovals(subject.platformName, account),
        ]),
      );
      const { counted, others } = ofTheseBytes(attestations, subject.code && (await codeDigestOf(subject.code)));
      const asked = approvals.map((kind) => ({ by: [kind], independent: true }));
      const judged = asked.map((one) => ({
        kind: one.by[0] ?? '',
        ...approvalsVerdict(one, subject.sha256, counted, { facts, at, others }),
      }));
      const lacking = judged.filter(({ outcome }) => outcome !== 'pass');
      const uncounted = [
        ...lacking.map(({ kind, reasons }) => ({ kind, because: reasons[0]?.message ?? '' })),
        ...otherBytes(counted, others),
      ];
      shown.push({ subject, attestations, counted, uncounted });
    }
  } finally {
    wait.end();
  }
  process.stdout.write(
    json
      ? jsonText({
          schema: 1,
          at,
          subjects: shown.map(jsonOf),
        })
      : shown.map((one) => subjectText(one, at)).join(''),
  );
  return EXIT.good;
}

/** The kinds of which nothing is of the code that the assembly holds. */
function otherBytes(counted: readonly Attestation[], others: readonly Attestation[]): Shown['uncounted'] {
  const lacking = new Set(others.map(({ kind }) => kind));
  for (const { kind } of counted) lacking.delete(kind);
  return [...lacking].flatMap((kind) => {
    const reason = otherBytesReason(kind, others);
    return reason ? [{ kind, because: reason.message }] : [];
  });
}

function jsonOf({ subject: { name, platformName, sha256, region }, attestations, uncounted }: Shown) {
  return { name, platformName, sha256, region, attestations, uncounted };
}

function subjectText({ subject: { name, sha256 }, attestations, counted, uncounted }: Shown, at: number): string {
  const head = `${forTerminal(name)}, subject ${sha256}:\n`;
  if (attestations.length === 0) return `${head}  Nothing was attested.\n`;
  const kinds = [...new Set(attestations.map(({ kind }) => kind))].sort();
  const lines = kinds.flatMap((kind) => {
    const standing = standingOf(kind, counted.some((one) => one.kind === kind) ? counted : attestations, at);
    const because = uncounted.find((one) => one.kind === kind)?.because;
    return [
      `  ${kind}: ${standing.is === 'passed' && because !== undefined ? `not counted. ${because}` : standing.is}`,
      ...attestations
        .filter((one) => one.kind === kind)
        .map((one) => `    ${new Date(one.at).toISOString()} ${attestationLine(one)}`),
    ];
  });
  return `${head}${lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${forTerminal(line.trim())}\n`).join('')}`;
}
