import { attestationKindProblem } from '../../domain/attestation/attestation-kind';
import type { AddCommand } from '../add-command';
import { addCodeOption, addSubjectOptions, attestedSubjects, type SubjectOptions } from '../attested-subjects';
import { EXIT } from '../exit-code';
import { attestationsText, makeAttestations } from '../make-attestations';
import { DAY_SECONDS, timeSpan } from '../time-span';
import { UsageError } from '../usage-error';

interface ApproveOptions extends SubjectOptions {
  readonly as: string;
  readonly because: string;
  readonly refuse?: boolean;
  readonly validFor?: number;
  readonly json?: boolean;
}

/** `sluice approve` */
export const approve: AddCommand = (program, ended) => {
  const command = program
    .command('approve')
    .description('approves, or refuses, exactly what is about to be released, as a role that its platform asks for')
    .requiredOption('--as <role>', 'what you approve it as, such as qa-lead')
    .requiredOption('--because <reason>', 'why, in one sentence: it is kept, and told');
  addCodeOption(addSubjectOptions(command))
    .option('--refuse', 'say no: it stands until somebody approves as the same after you')
    .option('--valid-for <time>', 'for how long it counts, as far as the platform lets it (default: 2d)', timeSpan)
    .option('--json', 'print what was kept as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: ApproveOptions) => {
      ended(await give(options));
    });
};

const HELP = `
Who you are is proved by your own AWS session, and what you may approve as is what the platform grants it
(platform.grantAttest(role, 'qa-lead')). One person counts once, and nobody approves a commit of their own.

  sluice approve --assembly cdk.out --as qa-lead --because "Tried on staging, as in the plan."
  sluice approve --subject 3f2a… --as product-owner --because "Agreed with support." --valid-for 8h

Exit codes: 0 kept; 2 wrong usage; 3 not kept.`;

async function give({
  as: kind,
  because,
  refuse = false,
  validFor = 2 * DAY_SECONDS,
  json = false,
  ...of
}: ApproveOptions): Promise<number> {
  const problem = attestationKindProblem(kind);
  if (problem !== undefined) throw new UsageError(`\`--as\` ${problem}, got: ${kind}`);
  if (because.trim() === '') throw new UsageError('`--because` must say why.');
  const outcome = refuse ? 'fail' : 'pass';
  const claimed = { kind, outcome, said: because, figures: {}, validSeconds: validFor } as const;
  process.stdout.write(attestationsText(await makeAttestations(attestedSubjects(of), claimed), json));
  return EXIT.good;
}
