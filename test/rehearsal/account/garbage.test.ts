import { Account } from '../../../lib/rehearsal/account/account';
import { apiServices } from '../../../lib/rehearsal/account/api-services';
import { GARBAGE } from '../../../lib/rehearsal/faults/carry-call';
import { EMPTY_ACCOUNT } from './account-settings';

const operations = Object.entries(apiServices(new Account(EMPTY_ACCOUNT))).flatMap(([name, { protocol, api }]) =>
  api.operations.map((operation) => ({ name: `${name}:${operation}`, protocol, operation })),
);

it.each(operations)('garbage in place of the answer of $name travels like any answer', ({ protocol, operation }) => {
  expect(protocol.answer(GARBAGE, operation)).toEqual({
    status: 200,
    headers: { 'content-type': expect.any(String) as string },
    body: expect.stringContaining(GARBAGE.garbage) as string,
  });
});
