import { IN_FLIGHT } from '../gate/phase';
import { gateEffect } from '../release/gate-effect';
import type { GateRecord } from '../release/release';
import { wayOfGates } from './hotfix-clock';
import type { Hit, MessageContext, WouldHaveStopped } from './message-context';

/** What the records of a release's gates have to say in a message about it, beside the reasons that it keeps itself. */
export function contextOfGates(
  gates: readonly GateRecord[],
): Pick<MessageContext, 'firstError' | 'hit' | 'wouldHaveStopped' | 'way'> {
  return {
    firstError: firstErrorOf(gates),
    hit: hitOf(gates),
    wouldHaveStopped: wouldHaveStopped(gates),
    way: wayOfGates(gates),
  };
}

function wouldHaveStopped(gates: readonly GateRecord[]): readonly WouldHaveStopped[] {
  return gates
    .filter((gate) => gateEffect(gate) === 'shadow' && gateEffect({ ...gate, mode: 'enforce' }) === 'refused')
    .map(({ name, phase }) => ({ name, by: phase === 'before-traffic' ? 'blocking' : 'rolling-back' }));
}

/** What green answered where the first of the gates that refused it saw it fail. */
function firstErrorOf(gates: readonly GateRecord[]): string | undefined {
  return gates
    .filter((gate) => gateEffect(gate) === 'refused')
    .toSorted((one, other) => one.at - other.at)
    .flatMap(({ verdict }) => verdict.reasons)
    .find(({ answered }) => answered !== undefined)?.answered;
}

/**
 * The customers' requests that the watch counted on green. Those after its last look are in nobody's count, so there may
 * have been more of them.
 */
function hitOf(gates: readonly GateRecord[]): Hit | undefined {
  return gates
    .filter(({ phase }) => phase === IN_FLIGHT)
    .flatMap(({ verdict: { evidence } }): readonly Hit[] => {
      const { greenCalls, greenFailed } = evidence.figures;
      if (greenCalls === undefined || greenFailed === undefined) return [];
      return [{ failed: greenFailed, requests: greenCalls, atLeast: true }];
    })
    .toSorted((one, other) => other.requests - one.requests || other.failed - one.failed)[0];
}
