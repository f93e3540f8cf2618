import { attest } from '../../../lambdas/attester/attest';
import { canonicalSha256 } from '../../../lib/adapters/canonical-json';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { Claim } from '../../../lib/domain/attestation/claim';
import type { AttestPorts } from '../../../lib/flow/attest-claim';
import { person, SUBJECT } from '../../domain/attestation/example-attestations';

const NOW = Date.parse('2026-11-30T12:00:30Z');
const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:Sluice-main-attest';

const claim: Claim = {
  ...{ platform: 'main', kind: 'qa-lead', subject: SUBJECT, name: 'Shop/ChatRelease', outcome: 'pass' },
  ...{ said: 'I tried it on staging.', figures: {}, validSeconds: 86_400 },
};

function proof(host = 'sts.eu-central-1.amazonaws.com', signature = 'f'.repeat(64)) {
  const query = new URLSearchParams({
    ...{ Action: 'GetCallerIdentity', Version: '2011-06-15', 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
    ...{ 'X-Amz-Credential': 'ASIAX', 'X-Amz-Date': '20261130T120000Z', 'X-Amz-Expires': '60' },
    ...{ 'X-Amz-SignedHeaders': 'host;x-sluice-claim', 'X-Amz-Signature': signature },
  });
  return `https://${host}/?${query.toString()}`;
}

function platform(change: Partial<AttestPorts> = {}) {
  const kept: Attestation[] = [];
  const asked: string[] = [];
  const ports: AttestPorts = {
    ...{ platformName: 'main', region: 'eu-central-1', mostValidSeconds: 3600, digest: canonicalSha256 },
    attestations: {
      keep: (one) => {
        const isNew = !kept.some((known) => known.proof === one.proof);
        if (isNew) kept.push(one);
        return Promise.resolve(isNew);
      },
    },
    identify: (_, header) => {
      asked.push(header);
      return Promise.resolve(person('quinn'));
    },
    now: () => NOW,
    ...change,
  };
  return { ports, kept, asked };
}

describe('the function that writes attestations', () => {
  it('keeps what is claimed, by whom STS says it is, at its own time and for no longer than the platform lets it', async () => {
    const { ports, kept, asked } = platform();
    const answer = await attest({ claim, proof: proof() }, `${ARN}:qa-lead`, ports);
    expect(kept).toEqual([
      {
        ...{ kind: 'qa-lead', subject: SUBJECT, name: 'Shop/ChatRelease', outcome: 'pass' },
        ...{ said: 'I tried it on staging.', figures: {}, by: person('quinn'), at: NOW },
        ...{ expiresAt: NOW + 3_600_000, proof: canonicalSha256('f'.repeat(64)) },
      },
    ]);
    expect(answer).toMatchObject({ statement: { predicate: { by: person('quinn') } } });
    expect(asked).toEqual([`main/qa-lead/${SUBJECT}/${canonicalSha256(claim)}`]);
  });

  it.each<[string, Partial<Claim>, string, string, RegExp]>([
    [
      'of another kind than what was called',
      {},
      proof(),
      `${ARN}:unit`,
      /of kind qa-lead, and what was called attests unit/,
    ],
    ['by no alias', {}, proof(), ARN, /Call the alias/],
    ['of another platform', { platform: 'other' }, proof(), `${ARN}:qa-lead`, /for platform other, and this is main/],
    ['with a proof from another host', {}, proof('sts.evil.example'), `${ARN}:qa-lead`, /must be of sts\.eu-central-1/],
    ['with no subject', { subject: 'none' }, proof(), `${ARN}:qa-lead`, /cannot be understood/],
    ['that counts for no time', { validSeconds: 0 }, proof(), `${ARN}:qa-lead`, /cannot be understood/],
    ['with a book', { said: 'x'.repeat(501) }, proof(), `${ARN}:qa-lead`, /cannot be understood/],
  ])('keeps nothing %s, and asks nobody who it was', async (_, change, url, arn, says) => {
    const { ports, kept, asked } = platform();
    expect(await attest({ claim: { ...claim, ...change }, proof: url }, arn, ports)).toEqual({
      refused: expect.stringMatching(says) as string,
    });
    expect([kept, asked]).toEqual([[], []]);
  });

  it('keeps nothing where STS does not confirm who it was', async () => {
    const { ports, kept } = platform({ identify: () => Promise.resolve(undefined) });
    expect(await attest({ claim, proof: proof() }, `${ARN}:qa-lead`, ports)).toEqual({
      refused: expect.stringContaining('AWS STS does not confirm') as string,
    });
    expect(kept).toEqual([]);
  });

  it('takes a proof once', async () => {
    const { ports, kept } = platform();
    const asked = { claim, proof: proof() };
    await attest(asked, `${ARN}:qa-lead`, ports);
    expect(await attest(asked, `${ARN}:qa-lead`, ports)).toEqual({
      refused: 'The proof of identity has been used, so nothing new is kept: run the command once more.',
    });
    expect(kept).toHaveLength(1);
  });

  it('says nothing of the proof, which is a secret while it is good', async () => {
    const url = proof('sts.evil.example', 'e'.repeat(64));
    const answer = await attest({ claim, proof: url }, `${ARN}:qa-lead`, platform().ports);
    expect(JSON.stringify(answer)).not.toContain('eeee');
  });
});
