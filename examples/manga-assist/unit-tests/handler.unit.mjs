// What CI tests of the handler that ships, before anything is deployed: what it answers without its catalogue. `HANDLER` names it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';

process.env.CATALOGUE_TABLE ??= 'no-table';
const { handler } = createRequire(import.meta.url)(process.env.HANDLER);

const ask = (method, rawPath, body) =>
  handler({ requestContext: { http: { method } }, rawPath, headers: {}, ...(body === undefined ? {} : { body }) });

describe('the handler', () => {
  it('knows no other route than its own', async () => {
    assert.equal((await ask('GET', '/chat')).statusCode, 404);
    assert.equal((await ask('POST', '/')).statusCode, 404);
  });

  for (const body of [undefined, 'hello', '{}', '{"message":""}', '{"message":3}', '[]']) {
    it(`refuses what is no question: ${body}`, async () => {
      const { statusCode, body: said } = await ask('POST', '/chat', body);
      assert.equal(statusCode, 400);
      assert.ok(JSON.parse(said).error.length > 0);
    });
  }

  it('refuses a question that is too long to be one', async () => {
    assert.equal((await ask('POST', '/chat', JSON.stringify({ message: 'a'.repeat(100_000) }))).statusCode, 400);
  });
});
