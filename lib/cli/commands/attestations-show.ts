import type { Attestation } from '../../domain/attestation/attestation';
import { standingOf } from '../../domain/attestation/standing';
import type { AddCommand } from '../add-command';
import { addSubjectOptions, attestedSubjects, type AttestedSubject, type SubjectOptions } from '../attested-subjects';
import { awsAccount, now } from '../aws-account';
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

async function showAll({ json = false, ...options }: SubjectOptions & { readonly json?: boolean }): Promise<number> {
  const subjects = attestedSubjects(options);
  const wait = showWait('reading what was attested');
  const shown: { readonly subject: AttestedSubject; readonly attestations: readonly Attestation[] }[] = [];
  try {
    for (const subject of subjects) {
      const account = awsAccount(subject.region);
      const table = await looking(ledgerTableOf(subject.platformName, account));
      shown.push({ subject, attestations: await looking(account.attestations(table).of(subject.sha256)) });
    }
  } finally {
    wait.end();
  }
  const at = now();
  process.stdout.write(
    json
      ? jsonText({ schema: 1, at, subjects: shown.map(({ subject, attestations }) => ({ ...subject, attestations })) })
      : shown.map(({ subject, attestations }) => subjectText(subject, attestations, at)).join(''),
  );
  return EXIT.good;
}

function subjectText({ name, sha256 }: AttestedSubject, attestations: readonly Attestation[], at: number): string {
  const head = `${forTerminal(name)}, subject ${sha256}:\n`;
  if (attestations.length === 0) return `${head}  Nothing was attested.\n`;
  const kinds = [...new Set(attestations.map(({ kind }) => kind))].sort();
  const lines = kinds.flatMap((kind) => {
    const standing = standingOf(kind, attestations, at);
    return [
      `  ${kind}: ${standing.is}`,
      ...attestations
        .filter((one) => one.kind === kind)
        .map((one) => `    ${new Date(one.at).toISOString()} ${attestationLine(one)}`),
    ];
  });
  return `${head}${lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${forTerminal(line.trim())}\n`).join('')}`;
}
