import { SSMClient } from '@aws-sdk/client-ssm';
import { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;
let client: SSMClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function parameters(answer: unknown): Promise<SsmParameters> {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  server = await loopback(() => ({ headers, body: JSON.stringify(answer) }));
  client = new SSMClient(server.client);
  return new SsmParameters(client);
}

describe('a parameter', () => {
  it('is read by its name, decrypted where it is a secret', async () => {
    const ssm = await parameters({ Parameter: { Name: '/sluice/main/x', Value: 'value' } });
    expect(await ssm.read('/sluice/main/x')).toBe('value');
    expect(JSON.parse(server?.seen[0]?.body ?? '')).toEqual({ Name: '/sluice/main/x', WithDecryption: true });
  });

  it('that is a secret is printed by what it is', async () => {
    const ssm = await parameters({ Parameter: { Name: '/x', Value: 'sk-1234567' } });
    const secret = await ssm.readSecret('/x', 'The API key');
    expect(secret.reveal()).toBe('sk-1234567');
    expect(`${String(secret)} ${JSON.stringify({ secret })}`).toBe(
      '(The API key in the parameter /x) {"secret":"(The API key in the parameter /x)"}',
    );
  });

  it('without a value is an error by its name', async () => {
    const ssm = await parameters({ Parameter: { Name: '/sluice/main/x' } });
    await expect(ssm.read('/sluice/main/x')).rejects.toThrow('The parameter /sluice/main/x has no value.');
  });
});
