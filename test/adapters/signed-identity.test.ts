import { STSClient } from '@aws-sdk/client-sts';
import { signedIdentity } from '../../lib/adapters/signed-identity';
import { proofProblem, stsHosts } from '../../lib/domain/attestation/identity-proof';
import { checkPresigned } from '../../lib/rehearsal/endpoint/check-presigned';
import { signatureOf } from '../../lib/rehearsal/endpoint/signature';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const CLAIM = 'main/qa-lead/subject/digest';
const KEY = {
  caller: { roleArn: 'arn:aws:iam::111122223333:role/qa', sessionName: 'jane' },
  ...{ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'a/secret', sessionToken: 'a/token+=' },
};
const client = new STSClient({ region: 'eu-west-1', credentials: KEY });

/** Has STS check a proof, as the rehearsal has it, sent with what somebody says that it is for. */
function checked(proof: string, claim: string): void {
  const url = new URL(proof);
  const headers = { host: url.hostname, accept: 'application/json', 'x-sluice-claim': claim };
  const request = { method: 'GET', path: `${url.pathname}${url.search}`, headers, body: Buffer.alloc(0) };
  checkPresigned(request, signatureOf(request), KEY, NOW);
}

describe('a proof of who signs it', () => {
  it('is one by our own rule, and by AWS’s signature', async () => {
    const proof = await signedIdentity(client, CLAIM, NOW);
    expect(proofProblem(proof, { hosts: stsHosts('eu-west-1'), now: NOW })).toBeUndefined();
    expect(() => {
      checked(proof, CLAIM);
    }).not.toThrow();
  });

  it('is refused for another claim', async () => {
    const proof = await signedIdentity(client, CLAIM, NOW);
    expect(() => {
      checked(proof, CLAIM.replace('subject', 'another'));
    }).toThrow(/signature/);
  });

  it('has no secret in it', async () => {
    expect(decodeURIComponent(await signedIdentity(client, CLAIM, NOW))).not.toContain(KEY.secretAccessKey);
  });
});
