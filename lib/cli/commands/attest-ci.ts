import { attestationKindProblem } from '../../domain/attestation/attestation-kind';
import { checkEvidence } from '../../domain/attestation/check-evidence';
import type { AddCommand } from '../add-command';
import { addCodeOption, addSubjectOptions, attestedSubjects, type SubjectOptions } from '../attested-subjects';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { attestationsText, makeAttestations } from '../make-attestations';
import { measuredEvidence, type EvidenceOptions } from '../measured-evidence';
import { percentage } from '../percentage';
import { DAY_SECONDS, timeSpan } from '../time-span';
import { UsageError } from '../usage-error';
import { wholeNumber } from '../whole-number';

interface AttestCiOptions extends SubjectOptions, EvidenceOptions {
  readonly validFor?: number;
  readonly json?: boolean;
}

/** `sluice attest ci` */
export const attestCi: AddCommand = (program, ended) => {
  const command = commandGroup(program, 'attest')
    .command('ci')
    .description('attests what a check of CI found about exactly what is about to be released')
    .requiredOption('--check <name>', 'what is attested, as gates and policy ask for it: such as unit or security');
  addCodeOption(addSubjectOptions(command))
    .option('--junit <file...>', 'reports of tests (JUnit XML, as Jest and pytest write it); all must pass')
    .option('--lcov <file...>', 'reports of coverage; their lines count together')
    .option('--min <percent>', 'with --lcov: the least share of lines that has to be covered', percentage)
    .option('--sarif <file...>', 'reports of scanners')
    .option('--max-severity <severity>', 'with --sarif: the highest that is accepted, or none')
    .option('--exit-code <code>', 'how the check ended, where it writes no report: 0 passes', wholeNumber)
    .option('--valid-for <time>', 'for how long it counts, as far as the platform lets it (default: 7d)', timeSpan)
    .option('--json', 'print what was kept as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: AttestCiOptions) => {
      ended(await attest(options));
    });
};

const HELP = `
Run it in CI between \`cdk synth\` and \`cdk deploy\`, as a role that the platform lets attest the check
(platform.grantAttest(role, 'unit')). What is attested holds for what that synth would release, and for nothing else.

  npx jest --reporters=jest-junit
  sluice attest ci --assembly cdk.out --all --check unit --junit junit.xml
  sluice attest ci --assembly cdk.out --all --check coverage --lcov coverage/lcov.info --min 80
  sluice attest ci --assembly cdk.out --all --check security --sarif scan.sarif --max-severity medium

Exit codes: 0 attested that it passed; 1 attested that it failed; 2 wrong usage, or a report that cannot be read; 3 not
attested.`;

async function attest({ validFor = 7 * DAY_SECONDS, json = false, ...options }: AttestCiOptions): Promise<number> {
  const { check: kind } = options;
  const problem = attestationKindProblem(kind);
  if (problem !== undefined) throw new UsageError(`\`--check\` ${problem}, got: ${kind}`);
  const { outcome, sentence: said, figures } = checkEvidence(measuredEvidence(options));
  const claimed = { kind, outcome, said, figures, validSeconds: validFor };
  process.stdout.write(attestationsText(await makeAttestations(attestedSubjects(options), claimed), json));
  return outcome === 'pass' ? EXIT.good : EXIT.bad;
}
