import { inspect } from 'node:util';

/** What no error, log, verdict, ledger or message may have in it. */
export const PLANTED = 'PLANTED0a1b2c3d4e5f';

/** The same in any case: URLs write hosts in lower case. */
export const PLANT = new RegExp(PLANTED, 'i');

/** A secret as people and programs have stored it wrongly: more than ten ways. */
export const MALFORMED: readonly (readonly [name: string, stored: string])[] = [
  ['has no scheme', `hooks.slack.test/services/${PLANTED}`],
  ['is nothing but the secret', PLANTED],
  ['has a line break in it', `${PLANTED}\n${PLANTED}`],
  ['has a carriage return in it', `https://127.0.0.1\r\n:1/${PLANTED}`],
  ['is in quotes', `"https://hooks.slack.test/${PLANTED}"`],
  ['is in JSON', JSON.stringify({ url: `https://hooks.slack.test/${PLANTED}` })],
  ['has a space in its host', `https://hooks slack.test/${PLANTED}`],
  ['has an open bracket for a host', `https://[${PLANTED}`],
  ['has a wrong port', `https://127.0.0.1:${PLANTED}/`],
  ['has a port that is too high', `https://127.0.0.1:99999/${PLANTED}`],
  ['has another scheme', `ftp://127.0.0.1/${PLANTED}`],
  ['has a scheme of its own', `${PLANTED}://127.0.0.1/`],
  ['has no host', `https:///?${PLANTED}`],
  ['has a percent sign in its host', `https://%${PLANTED}/`],
  ['has characters that no header takes', `Ключ ${PLANTED} 🔑`],
  ['has a control in it', `${PLANTED}\u0000${PLANTED}`],
  ['leads nowhere', `http://127.0.0.1:1/${PLANTED}`],
  ['has a user', `http://${PLANTED}:${PLANTED}@127.0.0.1:1/`],
  ['is twice itself', `https://127.0.0.1:1/https://${PLANTED}`],
];

/** All that a log could make of an error. */
export function allOf(error: unknown): string {
  const { message, stack, cause } = error as Error;
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return [String(error), message, stack, inspect(cause), own, inspect(error, { depth: 9, showHidden: true })].join(
    '\n',
  );
}
