import type { Fixtures } from '../../suite/fixture';
import { conversationsWith, type Conversation } from '../../suite/suite';
import { valueAt } from '../../suite/value-path';
import { shown } from '../../suite/expectation';
import { noAnswerText, type GatePorts } from '../../gate/call';
import { exchangeOf, takeTurn, type Carried, type Talk, type Taken } from '../../gate/conversation';
import { withoutFixtures } from '../../gate/exchange';
import type { ContractDefinition } from './contract-definition';
import { differences, shapeOf, type Difference } from './shape';
import { sideBySide } from '../../gate/side-by-side';
import { notRun, type Outcome, type Reason, type Verdict } from '../../gate/verdict';
import { withFixtures } from '../../gate/with-fixtures';
import { counted } from '../../text/figures';

type ContractPorts = Pick<GatePorts, 'call' | 'callBlue' | 'now'>;

/** What came of one conversation with both versions. */
interface Comparison {
  readonly compared: number;
  /** What of green breaks what clients of blue rely on. */
  readonly breaks: readonly Reason[];
  /** Why a turn could not be compared. */
  readonly unknown: readonly Reason[];
  /** The paths at which green has what blue has not. */
  readonly additions: readonly string[];
}

/** Asks whether green answers in the shape of blue: the same requests to both, compared in all but their values. */
export async function runContractGate(gate: ContractDefinition, ports: ContractPorts): Promise<Verdict> {
  const { call, callBlue, now } = ports;
  const startedAt = now();
  const talk = { gate: gate.name, suite: gate.suite, endsAt: startedAt + gate.withinSeconds * 1000 };
  const conversations = conversationsWith(gate.suite, undefined);
  const withBlue = await withFixtures(talk, { call: callBlue, now }, (blue) =>
    withFixtures(talk, { call, now }, (green) =>
      sideBySide(conversations, gate.concurrency, (one) => compare(one, gate, talk, { blue, green }, ports)),
    ),
  );
  const withGreen = withBlue.done;
  if (!withGreen) {
    const why = withBlue.setupReasons.map(({ message }) => message).join(' ');
    const message = `There is nothing to compare with, as the setup did not hold with blue. ${why}`;
    return { ...notRun({ code: 'not-enough-data', message }), outcome: 'inconclusive' };
  }
  const results = withGreen.done ?? [];
  const breaks = [
    ...withGreen.setupReasons,
    ...results.flatMap((result) => result.breaks),
    ...withGreen.teardownReasons,
  ];
  const unknown = [...results.flatMap((result) => result.unknown), ...withBlue.teardownReasons];
  const additions = [...new Set(results.flatMap((result) => result.additions))];
  const compared = results.reduce((sum, result) => sum + result.compared, 0);
  const kept = `${counted(compared, 'answer')} of green ${compared === 1 ? 'has' : 'have'} the shape of blue's`;
  const pass = {
    code: 'contract-kept',
    message: additions.length === 0 ? `${kept}.` : `${kept}; new in them: ${additions.join(', ')}.`,
  };
  const outcome: Outcome = breaks.length > 0 ? 'fail' : unknown.length > 0 ? 'inconclusive' : 'pass';
  return {
    outcome,
    reasons: outcome === 'pass' ? [pass] : [...breaks, ...unknown],
    evidence: {
      source: 'the same requests to blue and green',
      sampleSize: compared,
      windowMs: now() - startedAt,
      figures: { compared, notCompared: unknown.length, differences: breaks.length, additions: additions.length },
    },
  };
}

async function compare(
  { key, turns }: Conversation,
  { allow }: ContractDefinition,
  talk: Omit<Talk, 'fixtures'>,
  fixtures: { readonly blue: Fixtures; readonly green: Fixtures },
  { call, callBlue, now }: ContractPorts,
): Promise<Comparison> {
  const breaks: Reason[] = [];
  const additions: string[] = [];
  let carried: { readonly blue: Carried; readonly green: Carried } = { blue: [], green: [] };
  let compared = 0;
  const comparison = (unknown: readonly Reason[] = []) => ({ compared, breaks, additions, unknown });
  for (const [index, turn] of turns.entries()) {
    const where = `Conversation ${key}, turn ${index + 1}`;
    const blue = await takeTurn(turn, { ...talk, fixtures: fixtures.blue }, carried.blue, { call: callBlue, now });
    if (blue.kind !== 'answered') return comparison([notCompared(where, 'blue', blue, fixtures.blue)]);
    const asGreen = { ...talk, fixtures: fixtures.green };
    const green = await takeTurn(turn, asGreen, carried.green, { call, now });
    if (green.kind === 'cut-off') return comparison([notCompared(where, 'green', green, fixtures.green)]);
    if (green.kind === 'no-answer') {
      const message = `${where}: blue answered, green did not: ${withoutFixtures(noAnswerText(green.answer), fixtures.green)}.`;
      breaks.push({ code: green.answer.kind, message, ...exchangeOf(turn, asGreen) });
      return comparison();
    }
    compared++;
    const found = turn.request === undefined ? payloads(blue.seen, green.seen) : answers(blue.seen, green.seen);
    const isBreak = ({ kind }: Difference) => allow === 'nothing' || kind !== 'added';
    const said = exchangeOf(turn, asGreen, green.seen);
    breaks.push(...found.filter(isBreak).map((one) => ({ ...differs(where, one), ...said })));
    additions.push(...found.filter((one) => !isBreak(one)).map(({ path }) => path));
    carried = { blue: blue.carried, green: green.carried };
  }
  return comparison();
}

function payloads(blue: unknown, green: unknown): readonly Difference[] {
  return differences(shapeOf(blue), shapeOf(green), '');
}

/** Of an HTTP answer the status is compared by its value, the body by its shape, and the headers not at all. */
function answers(blue: unknown, green: unknown): readonly Difference[] {
  const [before, after] = [valueAt(blue, 'status'), valueAt(green, 'status')];
  const status: readonly Difference[] =
    before === after ? [] : [{ kind: 'changed', path: 'status', says: `was ${shown(before)}, is ${shown(after)}` }];
  return [...status, ...differences(shapeOf(valueAt(blue, 'body')), shapeOf(valueAt(green, 'body')), 'body')];
}

function differs(where: string, { kind, path, says }: Difference): Reason {
  return { code: `contract-${kind}`, message: `${where}: ${path === '' ? 'the answer' : path} ${says}.` };
}

function notCompared(
  where: string,
  version: string,
  taken: Exclude<Taken, { readonly kind: 'answered' }>,
  fixtures: Fixtures,
): Reason {
  const why =
    taken.kind === 'cut-off' ? `the gate's time was up` : withoutFixtures(noAnswerText(taken.answer), fixtures);
  return { code: 'not-compared', message: `${where}: not compared, as there is no answer of ${version}: ${why}.` };
}
