import type { GateDefinition } from '../gates/gate-definition';
import { conversationsWith } from '../gates/integration/run-integration';
import type { Conversation, Suite } from '../suite/suite';

/** What asking one gate takes. */
export interface GateCalls {
  /** Calls of the function under release, of either version, if none of them fails. */
  readonly calls: number;
  /** So many of them at a time. */
  readonly atATime: number;
}

/** The calls that a gate makes. The squad's own function is charged as one call of the function under release. */
export function gateCalls(gate: GateDefinition): GateCalls {
  switch (gate.kind) {
    case 'health':
      return { calls: gate.passes, atATime: 1 };
    case 'function':
      return { calls: 1, atATime: 1 };
    case 'integration': {
      const conversations = conversationsWith(gate.suite, gate.tags);
      return sideBySide(callsOf(gate.suite, conversations), gate.concurrency, conversations.length);
    }
    case 'synthetic-load':
      return sideBySide(gate.requests, gate.concurrency, gate.requests);
    case 'contract': {
      const { conversations } = gate.suite;
      // Of blue and of green.
      return sideBySide(2 * callsOf(gate.suite, conversations), gate.concurrency, conversations.length);
    }
    case 'quality': {
      const { cases } = gate.suite;
      const turns = cases.reduce((sum, one) => sum + one.turns.length, 0);
      // Of green, and of blue for each score that is to be made.
      return sideBySide((1 + gate.blueScores) * turns, gate.concurrency, cases.length);
    }
  }
}

function callsOf({ setup = [], teardown = [] }: Suite, conversations: readonly Conversation[]): number {
  return conversations.reduce((sum, { turns }) => sum + turns.length, setup.length + teardown.length);
}

function sideBySide(calls: number, concurrency: number, most: number): GateCalls {
  return { calls, atATime: Math.min(concurrency, most) };
}
