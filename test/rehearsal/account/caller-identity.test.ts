import { Account } from '../../../lib/rehearsal/account/account';
import { presignedUrl } from '../sts/presigned-url';
import { EMPTY_ACCOUNT } from './account-settings';
import { functionStack, invoke, roleResource } from './function-stack';
import { deployStack } from './quiet-account';

const HEADERS = { 'x-sluice-attestation': 'digest' };
const JANE = 'arn:aws:sts::123456789012:assumed-role/approver/jane@example.com';
const APPROVER = 'arn:aws:iam::123456789012:role/approver';

/** Asks who calls: by an address that it is given, or signed by its own role. */
const CODE = `
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
const ask = (module, url, headers) => new Promise((resolve, reject) => {
  require(module).get(url, { headers }, (response) => {
    let body = '';
    response.on('data', (part) => (body += part));
    response.on('end', () => resolve({ status: response.statusCode, body }));
  }).on('error', reject);
});
exports.handler = async ({ url, headers = {}, by }) => {
  if (url === undefined) {
    const { $metadata, ...identity } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
    return identity;
  }
  if (by !== undefined) return ask(by, url, headers);
  const answer = await fetch(url, { headers });
  return { status: answer.status, body: await answer.text() };
};`;

let account: Account;

beforeAll(async () => {
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  const deny = [{ Effect: 'Deny', Action: 'sts:GetCallerIdentity', Resource: '*' }];
  const resources = { Approver: roleResource('approver', { AWS: '123456789012' }, deny) };
  await deployStack(account, 'Who', functionStack(account, CODE, { statements: deny, resources }));
});

afterAll(() => account.close());

const now = () => new Date(account.simulation.now);
const jane = () => account.credentials.variables(APPROVER, 'jane@example.com');

async function identityOf(event: Readonly<Record<string, unknown>>) {
  const { status, body } = (await invoke(account, event)) as { readonly status: number; readonly body: string };
  return { status, body: body.startsWith('{') ? (JSON.parse(body) as unknown) : body };
}

describe('who calls', () => {
  it('is told of a function by its own name, though a policy denies it', async () => {
    await expect(invoke(account, {})).resolves.toEqual({
      UserId: expect.stringMatching(/^AROA\w+:fn$/) as string,
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/fn-role/fn',
    });
  });

  it.each([
    ['`fetch`', undefined],
    ['`https.get`', 'node:https'],
  ])('is told of whoever presigned the address, to a function that has it, by %s', async (_, by) => {
    const url = await presignedUrl(jane(), { at: now(), headers: HEADERS });
    const headers = { ...HEADERS, Accept: 'application/json' };
    await expect(identityOf({ url, headers, by })).resolves.toEqual({
      status: 200,
      body: {
        GetCallerIdentityResponse: {
          GetCallerIdentityResult: {
            UserId: `${account.iam.role(APPROVER)!.id}:jane@example.com`,
            Account: '123456789012',
            Arn: JANE,
          },
          ResponseMetadata: { RequestId: 'rehearsal' },
        },
      },
    });
  });

  it('is told in XML where nothing else is asked for', async () => {
    const url = await presignedUrl(jane(), { at: now() });
    const { status, body } = await identityOf({ url });
    expect(status).toBe(200);
    expect(body).toContain(`<Arn>${JANE}</Arn>`);
  });

  it('takes as long to be told as any call of a function', async () => {
    const url = await presignedUrl(
      account.credentials.variables('arn:aws:iam::123456789012:role/Operator', 'operator'),
      {
        at: now(),
      },
    );
    const payload = JSON.stringify({ url });
    const run = () => account.lambda.invoke({ functionName: 'fn', payload });
    const { durationMs } = await account.simulation.run(run);
    expect(durationMs).toBe(10);
  });

  it.each([
    ['another header', { 'x-sluice-attestation': 'another' }],
    ['no such header', {}],
  ])('is not told with %s than was signed', async (_, headers) => {
    const url = await presignedUrl(jane(), { at: now(), headers: HEADERS });
    await expect(identityOf({ url, headers: { ...headers, Accept: 'application/json' } })).resolves.toMatchObject({
      status: 403,
      body: { Error: { Code: 'SignatureDoesNotMatch', Type: 'Sender' } },
    });
  });

  it('is not told a quarter of an hour later', async () => {
    const url = await presignedUrl(jane(), { at: now() });
    await account.simulation.run(() => account.simulation.sleep(16 * 60_000));
    const { status, body } = await identityOf({ url });
    expect(status).toBe(403);
    expect(body).toContain('<Code>SignatureDoesNotMatch</Code><Message>Signature expired: ');
  });

  it('is not told where nothing is signed, and such a call does not count as leaving AWS', async () => {
    const { status, body } = await identityOf({ url: 'https://sts.amazonaws.com/?Action=GetCallerIdentity' });
    expect(status).toBe(403);
    expect(body).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(account.recorder.take().outsideCalls).toEqual([]);
  });
});
