import * as v from 'valibot';
import type { ReceivedRequest } from '../endpoint/endpoint';
import type { CommandTime } from './command-time';
import type { Services } from './services';

/** Where, at the account's endpoint, a command asks for time to pass. */
export const WAIT_PATH = '/_rehearsal/wait';

/** Of one request, in virtual milliseconds: a day. */
const LONGEST_MS = 86_400_000;

const WAIT = v.strictObject({ ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_MS)) });

/** Lets so much time pass as a command asks for, and tells it what time it is then, ISO 8601. */
export async function answerWait(
  received: ReceivedRequest,
  { simulation }: Pick<Services, 'simulation'>,
  commandTime: CommandTime,
): Promise<void> {
  const answer = (status: number, body: object) => {
    received.respond({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  };
  const asked = v.safeParse(v.pipe(v.string(), v.parseJson(), WAIT), received.request.body.toString('utf8'));
  if (!asked.success) {
    answer(400, { message: `A wait is {"ms": 0 to ${LONGEST_MS}}: ${asked.issues[0].message}` });
    return;
  }
  await commandTime.inTurn(() => commandTime.pass(() => simulation.sleep(asked.output.ms)));
  answer(200, { now: new Date(simulation.now).toISOString() });
}
