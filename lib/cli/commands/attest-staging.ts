import { STAGING } from '../../domain/attestation/attestation-kind';
import type { EvidenceJudgement } from '../../domain/attestation/evidence';
import { configurationDifferences } from '../../domain/staging/configuration-differences';
import { plannedSettings } from '../../domain/staging/planned-settings';
import { stagingJudgement } from '../../domain/staging/staging-judgement';
import type { Attestation } from '../../domain/attestation/attestation';
import type { AddCommand } from '../add-command';
import { addAssemblyOptions, addCodeOption, attestedSubjects, type AttestedSubject } from '../attested-subjects';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { codeDigestOf } from '../code-source';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { looking, LookFailure } from '../look-failure';
import { attestationsText, makeAttestations } from '../make-attestations';
import { showWait } from '../show-wait';
import { stagedDigest, stagingRelease, type StagingRelease } from '../staging-release';
import { DAY_SECONDS, timeSpan } from '../time-span';
import { UsageError } from '../usage-error';

interface AttestStagingOptions {
  readonly assembly?: string;
  readonly function?: string;
  readonly all?: boolean;
  readonly platform?: string;
  readonly code?: string;
  readonly release: string;
  readonly stagingProfile?: string;
  readonly stagingRegion?: string;
  readonly stagingPlatform?: string;
  readonly validFor?: number;
  readonly json?: boolean;
}

/** `sluice attest staging` */
export const attestStaging: AddCommand = (program, ended) => {
  const command = commandGroup(program, 'attest')
    .command('staging')
    .description('attests how a release of the same code went in staging, and what of its configuration differs')
    .requiredOption('--release <id>', 'the release in staging, such as d-ABCDEF123');
  addCodeOption(addAssemblyOptions(command))
    .option('--platform <name>', 'of the releases of the assembly those by this platform')
    .option('--staging-profile <name>', 'the AWS profile by which staging is looked at (default: as production is)')
    .option('--staging-region <region>', 'the region of staging (default: the one of its profile)')
    .option('--staging-platform <name>', 'the platform in staging (default: named as the one of production)')
    .option('--valid-for <time>', 'for how long it counts, as far as the platform lets it (default: 7d)', timeSpan)
    .option('--json', 'print what was kept as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: AttestStagingOptions) => {
      ended(await attest(options));
    });
};

const HELP = `
The release in staging must have ended, and its code must unpack to the same files. Of configuration that differs names are
kept, and never values. The platform lets a role attest it by platform.grantAttest(role, 'staging'); in staging the profile
reads the ledger and lambda:GetFunctionConfiguration.

  sluice attest staging --assembly cdk.out --function shop --release d-1A2B3C4D5 --staging-profile staging

Exit codes: 0 attested that it was released in staging; 1 attested that it was stopped there; 2 wrong usage; 3 nothing
attested, as it shows nothing of this code, or could not be looked at.`;

async function attest({
  release: id,
  stagingProfile: profile,
  stagingRegion: region,
  stagingPlatform,
  validFor: validSeconds = 7 * DAY_SECONDS,
  json = false,
  ...of
}: AttestStagingOptions): Promise<number> {
  if (of.assembly === undefined) throw new UsageError('Say by --assembly what is to be released.');
  const subjects = attestedSubjects(of);
  // All are judged before anything is attested of one.
  const judged: (readonly [AttestedSubject, EvidenceJudgement])[] = [];
  for (const subject of subjects) {
    const platform = stagingPlatform ?? subject.platformName;
    if (platform === subject.platformName && profile === undefined && region === undefined)
      throw new UsageError(
        `Say where staging is, by --staging-profile, --staging-region or --staging-platform: platform ${platform} is the one that is to release it.`,
      );
    const wait = showWait('looking at staging');
    const staging = await looking(stagingRelease(id, platform, awsAccount(region, profile))).finally(wait.end);
    judged.push([subject, await judgedBy(staging, subject)]);
  }
  const attestations: Attestation[] = [];
  for (const [subject, { outcome, sentence: said, figures }] of judged)
    attestations.push(...(await makeAttestations([subject], { kind: STAGING, outcome, said, figures, validSeconds })));
  process.stdout.write(attestationsText(attestations, json));
  return judged.every(([, { outcome }]) => outcome === 'pass') ? EXIT.good : EXIT.bad;
}

async function judgedBy(
  staging: StagingRelease,
  { name, code: source, properties }: AttestedSubject,
): Promise<EvidenceJudgement> {
  if (source === undefined) throw new UsageError(`The assembly does not hold the code of ${name}: show it by --code.`);
  if (properties === undefined)
    throw new UsageError(`The template does not say by a reference which function ${name} is about.`);
  const code = await codeDigestOf(source);
  const judgement = stagingJudgement({
    ...{ release: staging.release, staged: stagedDigest(staging, source, code), code, now: now() },
    differences: staging.settings && configurationDifferences(staging.settings, plannedSettings(properties)),
  });
  if ('problem' in judgement) throw new LookFailure(`Nothing attested of ${name}. ${judgement.problem}`);
  return judgement;
}
