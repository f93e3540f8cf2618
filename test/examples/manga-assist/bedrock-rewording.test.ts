import { bedrockRewording } from '../../../examples/manga-assist/service/rewording/bedrock-rewording';
import { loopback, type Loopback, type Reply } from '../../adapters/loopback';

const PLAIN = { message: 'Wie lang ist Akira?', reply: 'Akira has 6 volumes.' };

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
});

async function rewordBy(reply: Reply | undefined) {
  server = await loopback(() => reply);
  return bedrockRewording('a-model', server.client);
}

function said(text: string, stopReason = 'end_turn'): Reply {
  return { body: JSON.stringify({ output: { message: { role: 'assistant', content: [{ text }] } }, stopReason }) };
}

describe('a model on Bedrock', () => {
  it('is given the reply and the message as data, and its words are the reply', async () => {
    const reword = await rewordBy(said(' „Akira“ hat 6 Bände. '));
    expect(await reword(PLAIN)).toBe('„Akira“ hat 6 Bände.');
    const [request] = server?.seen ?? [];
    expect(request?.url).toBe('/model/a-model/converse');
    const body = JSON.parse(request?.body ?? '') as { readonly messages: unknown };
    expect(body.messages).toEqual([{ role: 'user', content: [{ text: JSON.stringify(PLAIN) }] }]);
  });

  it.each([
    ['was cut off', said('„Akira“ hat', 'max_tokens')],
    ['was stopped by a guardrail', said('I cannot say that.', 'guardrail_intervened')],
    ['says nothing', said('  ')],
  ])('has no other words where it %s', async (_, reply) => {
    expect(await (await rewordBy(reply))(PLAIN)).toBeUndefined();
  });

  it('is asked once: a failure is thrown, for the plain reply is at hand', async () => {
    const reword = await rewordBy({ status: 500, body: '{}' });
    await expect(reword(PLAIN)).rejects.toThrow();
    expect(server?.seen).toHaveLength(1);
  });
});
