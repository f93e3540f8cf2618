import { shown, unmet } from '../suite/expectation';
import { filled, type Fixtures } from '../suite/fixture';
import { httpApiEvent, readHttpAnswer, type HttpRequest } from '../suite/http-request';
import type { SetupTurn, Suite, Turn } from '../suite/suite';
import { merged, valueAt, withValueAt } from '../suite/value-path';
import { noAnswerText, type Answer, type CallPorts } from './call';
import { exchange, withoutFixtures, type Exchange } from './exchange';
import type { Reason } from './verdict';

/** What an answer hands to the next turn: values by their paths there. */
export type Carried = readonly (readonly [path: string, value: unknown])[];

/** Under what a turn is taken. */
export interface Talk {
  readonly gate: string;
  readonly suite: Suite;
  readonly fixtures: Fixtures;
  /** Milliseconds since the epoch; what has no answer by then is cut off. */
  readonly endsAt: number;
}

/** What came of one turn: an answer as expectations see it, or why there is none. */
export type Taken =
  | { readonly kind: 'answered'; readonly seen: unknown; readonly carried: Carried; readonly latencyMs: number }
  | {
      readonly kind: 'no-answer';
      readonly answer: Exclude<Answer, { readonly kind: 'answered' }>;
      readonly latencyMs: number;
    }
  /** The gate's time was up; a latency where the call had begun. */
  | { readonly kind: 'cut-off'; readonly latencyMs?: number };

/** Sends one turn and reads its answer. */
export async function takeTurn(turn: Turn, talk: Talk, carried: Carried, { call, now }: CallPorts): Promise<Taken> {
  const leftMs = talk.endsAt - now();
  if (leftMs <= 0) return { kind: 'cut-off' };
  const ownMs = (turn.timeoutSeconds ?? talk.suite.timeoutSeconds) * 1000;
  const timeoutMs = Math.min(ownMs, leftMs);
  const answer = await call(eventOf(turn, talk, carried, now()), { gate: talk.gate, timeoutMs });
  const { latencyMs } = answer;
  // The function may have been as quick as it has to be: it was the gate that had no more time.
  if (answer.kind === 'timeout' && timeoutMs < ownMs) return { kind: 'cut-off', latencyMs };
  if (answer.kind !== 'answered') return { kind: 'no-answer', answer, latencyMs };
  const seen = turn.request === undefined ? answer.payload : readHttpAnswer(answer.payload);
  const next = Object.entries(talk.suite.carry).map(([from, to]) => [to, valueAt(seen, from)] as const);
  return { kind: 'answered', seen, carried: next, latencyMs };
}

/** What came of turns that follow each other: they held when they came to their end without a reason. */
export interface ConversationResult {
  readonly reasons: readonly Reason[];
  readonly latencies: readonly number[];
  /** The gate's time was up before they came to their end, or before they began. */
  readonly cutOff: boolean;
  /** What was kept of the answers. */
  readonly kept: Fixtures;
}

/**
 * Takes turns one after the other, until one does not hold.
 *
 * @param name of the turns as a whole, at the start of each reason
 */
export async function holdTurns(
  name: string,
  turns: readonly SetupTurn[],
  talk: Talk,
  ports: CallPorts,
): Promise<ConversationResult> {
  const latencies: number[] = [];
  let carried: Carried = [];
  let kept: Fixtures = {};
  const result = (reasons: readonly Reason[], cutOff = false) => ({ reasons, latencies, cutOff, kept });
  for (const [index, turn] of turns.entries()) {
    const where = `${name}, turn ${index + 1}`;
    const fixtures = { ...talk.fixtures, ...kept };
    const taken = await takeTurn(turn, { ...talk, fixtures }, carried, ports);
    if (taken.latencyMs !== undefined) latencies.push(taken.latencyMs);
    if (taken.kind === 'cut-off') return result([], true);
    if (taken.kind === 'no-answer') {
      const message = `${where}: ${withoutFixtures(noAnswerText(taken.answer), fixtures)}.`;
      return result([{ code: taken.answer.kind, message, ...exchangeOf(turn, { ...talk, fixtures }) }]);
    }
    const keeping = Object.entries(turn.keep ?? {});
    const keeps = Object.fromEntries(keeping.map(([fixture, path]) => [fixture, valueAt(taken.seen, path)]));
    const reasons = [
      ...unmetReasons(where, taken.seen, turn.expect, fixtures, keeps),
      ...keeping.filter(([, path]) => valueAt(taken.seen, path) === undefined).map(notKept.bind(undefined, where)),
    ];
    if (reasons.length > 0) {
      // What an answer is kept for may be a token.
      const said = exchangeOf(turn, { ...talk, fixtures }, turn.keep === undefined ? taken.seen : undefined);
      return result(reasons.map((reason) => ({ ...reason, ...said })));
    }
    kept = { ...kept, ...keeps };
    carried = taken.carried;
  }
  return result([]);
}

/** What a turn asked, in its own words, and what came; of a request without a body it is the suite's method and path. */
export function exchangeOf(
  { request, event }: Turn,
  { suite, fixtures }: Pick<Talk, 'suite' | 'fixtures'>,
  seen?: unknown,
): Exchange {
  if (request === undefined) return exchange({ event }, seen, fixtures);
  const { method, path } = { ...suite.request, ...request };
  return exchange({ request: { method, path, body: request.body ?? suite.request?.body } }, seen, fixtures);
}

/**
 * What an answer was expected to be and is not. What fixtures stand for is not said: it may be a token.
 *
 * @param expect as it was written
 * @param fixtures what it is filled with
 * @param keeps what is kept of the answer itself
 */
function unmetReasons(
  where: string,
  seen: unknown,
  expect: Turn['expect'],
  fixtures: Fixtures,
  keeps: Fixtures,
): readonly Reason[] {
  const said = (text: string) => withoutFixtures(text, { ...fixtures, ...keeps });
  return Object.entries(expect).flatMap(([path, written]) =>
    unmet(valueAt(seen, path), filled(written, fixtures), written).map((phrase): Reason => {
      const message = `${where}: ${path} was ${shown(valueAt(seen, path), said)}, expected to ${phrase}.`;
      return { code: 'expectation-not-met', message };
    }),
  );
}

function notKept(where: string, [fixture, path]: readonly [string, string]): Reason {
  const message = `${where}: there is nothing at ${path} to keep as the fixture ${fixture}.`;
  return { code: 'fixture-missing', message };
}

function eventOf(turn: Turn, { suite, fixtures, gate }: Talk, carried: Carried, at: number): unknown {
  const asked = turn.request === undefined ? turn.event : merged(suite.request, turn.request);
  const complete = carried.reduce<unknown>(
    (value, [path, set]) => withValueAt(value, path, set),
    filled(asked, fixtures),
  );
  return turn.request === undefined ? complete : httpApiEvent(complete as HttpRequest, gate, at);
}
