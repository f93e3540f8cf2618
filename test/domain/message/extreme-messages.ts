import type { Message } from '../../../lib/domain/message/message';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { keptReasons } from '../../../lib/domain/release/kept-reasons';
import type { GateRecord } from '../../../lib/domain/release/release';
import { gateRecord } from '../release/example-release';
import { context, everyMessage, rolledBack } from './example-message';

/** A hundred gates, each with five hundred conversations that failed with much to say. */
export function hundredGates(character: string): readonly GateRecord[] {
  return Array.from({ length: 100 }, (_, gate): GateRecord => {
    const record = gateRecord(`${'g'.repeat(60)}-${gate}`, 'before-traffic', 'fail');
    const reasons = Array.from({ length: 500 }, (_, turn) => ({
      code: 'expectation-not-met',
      message: `Conversation c${gate}-${turn}, turn 1: answered ${character.repeat(500)}`,
      answered: character.repeat(500),
    }));
    return { ...record, verdict: { ...record.verdict, reasons } };
  });
}

/** The largest messages that there are: of a release, and as somebody may put them into a queue. */
export function extremeMessages(character: string): readonly Message[] {
  const gates = hundredGates(character);
  const much = character.repeat(2000);
  const reasons = keptReasons(gates);
  const of = {
    functionName: 'f'.repeat(140),
    aliasName: 'a'.repeat(128),
    id: `first-${'s'.repeat(36)}-100-01234567`,
    decidedBy: gates.map(({ name }) => name).join(', '),
    reasons,
    notes: reasons,
  };
  const known = {
    ...context,
    firstError: much,
    facts: {
      count: 100_000,
      authors: 1000,
      some: Array.from({ length: 500 }, () => ({ sha: 'a'.repeat(40), subject: much, author: much })),
    },
    links: Array.from({ length: 50 }, (_, page) => ({
      title: much,
      url: `https://a.example/${'x'.repeat(900)}${page}`,
    })),
    concerned: Array.from({ length: 50 }, (_, person) => `${person}@example.com`),
  };
  const lines = Array.from({ length: 500 }, () => much);
  const every = everyMessage(of, known);
  const ofOurs = outcomeMessage(rolledBack({ ...of, state: 'failed' }), known);
  return [
    ...[every.released, every['stuck-in-traffic'], every['check-failed']],
    ofOurs,
    {
      ...ofOurs,
      headline: much,
      summary: lines,
      decidedBy: much,
      reasons: lines,
      notes: lines,
      next: lines,
      serving: much,
      service: much,
      alias: much,
      releaseId: much,
    },
  ];
}
