import { canonicalSha256 } from '../adapters/canonical-json';
import { NotAttested } from '../adapters/lambda-attester';
import type { Attestation } from '../domain/attestation/attestation';
import { claimHeader, fittedSaid, type Claim } from '../domain/attestation/claim';
import { shortDigest } from '../domain/code/code-digest';
import { attestFunctionName } from '../domain/release/platform-names';
import type { AttestedSubject } from './attested-subjects';
import { awsAccount } from './aws-account';
import { now } from './command-clock';
import { codeDigestOf } from './code-source';
import { forTerminal } from './for-terminal';
import { jsonText } from './json-text';
import { looking, LookFailure } from './look-failure';
import { showWait } from './show-wait';

/** What is said of each of some subjects. */
export type Said = Pick<Claim, 'kind' | 'outcome' | 'said' | 'figures' | 'validSeconds'>;

/** Has the platform keep what is said of each subject, as whoever runs this. */
export async function makeAttestations(
  subjects: readonly AttestedSubject[],
  said: Said,
): Promise<readonly Attestation[]> {
  const wait = showWait(`attesting ${said.kind}`);
  try {
    const kept: Attestation[] = [];
    for (const subject of subjects) kept.push(await looking(attested(subject, said)));
    return kept;
  } finally {
    wait.end();
  }
}

async function attested(
  { name, platformName: platform, sha256, region, code: source }: AttestedSubject,
  said: Said,
): Promise<Attestation> {
  const account = awsAccount(region);
  const code = source && (await codeDigestOf(source));
  const claim: Claim = {
    ...{ ...said, platform, subject: sha256, name, said: fittedSaid(said.said) },
    ...(code === undefined ? {} : { code }),
  };
  const proof = await account.identity(claimHeader(claim, canonicalSha256(claim)), now());
  try {
    return await account.attester.attest(attestFunctionName(platform), claim, proof);
  } catch (error) {
    if (error instanceof NotAttested) throw new LookFailure(`Not attested: ${error.message}`, { cause: error });
    if (error instanceof Error && error.name === 'AccessDeniedException')
      throw new LookFailure(
        `Not attested: these credentials may not attest \`${said.kind}\` on platform ${platform}, or the platform does not know it. Have the platform grant it: platform.grantAttest(role, '${said.kind}'). AWS says: ${error.message}`,
        { cause: error },
      );
    throw error;
  }
}

/** What was kept, for people or as JSON. */
export function attestationsText(attestations: readonly Attestation[], json: boolean): string {
  if (json) return jsonText({ schema: 1, attestations });
  return attestations.map((one) => `${forTerminal(attestationLine(one))}\n`).join('');
}

/** Such as `unit passed for Shop/ChatRelease (subject 3f2a…, dirHash:90c1…): 412 tests passed. By arn:…, until 2026-12-07T09:00:00.000Z.` */
export function attestationLine({ kind, outcome, name, subject, code, said, by, expiresAt }: Attestation): string {
  const end = outcome === 'pass' ? `, until ${new Date(expiresAt).toISOString()}` : '';
  return `${kind} ${outcome === 'pass' ? 'passed' : 'failed'} for ${name} (subject ${subject.slice(0, 12)}${code === undefined ? '' : `, ${shortDigest(code)}`}): “${said}” By ${by.arn}${end}.`;
}
