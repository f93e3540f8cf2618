import { proofProblem, stsHosts } from '../../../lib/domain/attestation/identity-proof';

const NOW = Date.parse('2026-11-30T12:00:30Z');
const RULE = { hosts: stsHosts('eu-central-1'), now: NOW };

function proof(change: Readonly<Record<string, string | undefined>> = {}, host = 'sts.eu-central-1.amazonaws.com') {
  const query: Readonly<Record<string, string | undefined>> = {
    Action: 'GetCallerIdentity',
    Version: '2011-06-15',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'ASIAX/20261130/eu-central-1/sts/aws4_request',
    'X-Amz-Date': '20261130T120000Z',
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host;x-sluice-claim',
    'X-Amz-Signature': 'f'.repeat(64),
    ...change,
  };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `https://${host}/?${new URLSearchParams(given).toString()}`;
}

describe('a proof of identity', () => {
  it.each(['sts.eu-central-1.amazonaws.com', 'sts.amazonaws.com'])('may be of %s', (host) => {
    expect(proofProblem(proof({}, host), RULE)).toBeUndefined();
  });

  it('may have a session token', () => {
    expect(proofProblem(proof({ 'X-Amz-Security-Token': 'token' }), RULE)).toBeUndefined();
  });

  it.each([
    ['no URL', 'hello', /is no URL/],
    ['another host', proof({}, 'sts.evil.example'), /must be of sts/],
    ['a host that begins as one', proof({}, 'sts.amazonaws.com.evil.example'), /must be of sts/],
    ['another Region’s host', proof({}, 'sts.us-east-1.amazonaws.com'), /must be of sts/],
    ['plain HTTP', proof().replace('https', 'http'), /plain https/],
    ['a port', proof({}, 'sts.amazonaws.com:8443'), /plain https/],
    ['a user', proof({}, 'user:word@sts.amazonaws.com'), /plain https/],
    ['a path', proof().replace('com/?', 'com/x?'), /no path/],
    ['another action', proof({ Action: 'GetSessionToken' }), /Action=GetCallerIdentity/],
    ['an action twice', `${proof()}&Action=GetSessionToken`, /each parameter once/],
    ['a parameter more', proof({ RoleArn: 'arn' }), /alone/],
    ['a header that is not signed', proof({ 'X-Amz-SignedHeaders': 'host' }), /SignedHeaders=host;x-sluice-claim/],
    ['no signature', proof({ 'X-Amz-Signature': undefined }), /X-Amz-Signature/],
    ['a signature in capitals', proof({ 'X-Amz-Signature': 'F'.repeat(64) }), /signature/],
    ['an hour to live', proof({ 'X-Amz-Expires': '3600' }), /60 seconds/],
    ['no time to live', proof({ 'X-Amz-Expires': 'x' }), /60 seconds/],
    ['an hour behind it', proof({ 'X-Amz-Date': '20261130T110000Z' }), /has expired/],
    ['its time to come', proof({ 'X-Amz-Date': '20261130T130000Z' }), /in the future/],
    ['a date that is none', proof({ 'X-Amz-Date': '2026-11-30' }), /X-Amz-Date/],
  ])('must not have %s', (_, url, says) => {
    expect(proofProblem(url, RULE)).toMatch(says);
  });

  it('is good until its seconds are over, by what clocks may differ', () => {
    const url = proof();
    const at = (seconds: number) =>
      proofProblem(url, { ...RULE, now: Date.parse('2026-11-30T12:00:00Z') + seconds * 1000 });
    expect([at(-15), at(75)]).toEqual([undefined, undefined]);
    expect(at(-16)).toMatch(/future/);
    expect(at(76)).toMatch(/expired/);
  });

  it('is of China’s hosts in China', () => {
    expect(stsHosts('cn-north-1')).toEqual(['sts.cn-north-1.amazonaws.com.cn']);
  });
});
