import { approvalsVerdict } from '../../domain/attestation/approvals-verdict';
import type { Attestation } from '../../domain/attestation/attestation';
import { standingOf } from '../../domain/attestation/standing';
import { readPolicy } from '../../domain/policy/policy';
import { platformParameterName } from '../../domain/release/platform-names';
import type { AddCommand } from '../add-command';
import { addSubjectOptions, attestedSubjects, type AttestedSubject, type SubjectOptions } from '../attested-subjects';
import { awsAccount, now, type AwsAccount } from '../aws-account';
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
  /** Approvals that the platform does not count, and why. */
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
      const asked = approvals.map((kind) => ({ by: [kind], independent: true }));
      const judged = asked.map((one) => ({
        kind: one.by[0] ?? '',
        ...approvalsVerdict(one, subject.sha256, attestations, { facts, at }),
      }));
      const lacking = judged.filter(({ outcome }) => outcome !== 'pass');
      const uncounted = lacking.map(({ kind, reasons }) => ({ kind, because: reasons[0]?.message ?? '' }));
      shown.push({ subject, attestations, uncounted });
    }
  } finally {
    wait.end();
  }
  process.stdout.write(
    json
      ? jsonText({ schema: 1, at, subjects: shown.map(({ subject, ...more }) => ({ ...subject, ...more })) })
      : shown.map((one) => subjectText(one, at)).join(''),
  );
  return EXIT.good;
}

function subjectText({ subject: { name, sha256 }, attestations, uncounted }: Shown, at: number): string {
  const head = `${forTerminal(name)}, subject ${sha256}:\n`;
  if (attestations.length === 0) return `${head}  Nothing was attested.\n`;
  const kinds = [...new Set(attestations.map(({ kind }) => kind))].sort();
  const lines = kinds.flatMap((kind) => {
    const standing = standingOf(kind, attestations, at);
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
