import type { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { CLAIM_HEADER } from '../domain/attestation/claim';
import { PROOF_SECONDS, stsHosts } from '../domain/attestation/identity-proof';

/**
 * A `GetCallerIdentity` signed by whoever runs this, as a URL: who has it can have AWS STS say who that is, for a minute, and
 * for one claim alone. It is never sent to STS from here.
 *
 * @param claim what the header says that is signed with it
 * @param now milliseconds since the epoch
 */
export async function signedIdentity({ config }: STSClient, claim: string, now: number): Promise<string> {
  const region = await config.region();
  const [host = ''] = stsHosts(region);
  const signer = new SignatureV4({ credentials: config.credentials, region, service: 'sts', sha256: config.sha256 });
  const request = {
    ...{ method: 'GET', protocol: 'https:', hostname: host, path: '/' },
    headers: { host, [CLAIM_HEADER]: claim },
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  };
  const { query = {} } = await signer.presign(request, { expiresIn: PROOF_SECONDS, signingDate: new Date(now) });
  return `https://${host}/?${new URLSearchParams(query as Readonly<Record<string, string>>).toString()}`;
}
