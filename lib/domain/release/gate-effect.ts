import { BAKE_GATE } from '../gate/bake';
import { IN_FLIGHT } from '../gate/phase';
import { WARNED } from '../gate/warn-at';
import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import { worst, type Outcome, type Reason } from '../gate/verdict';
import { isOverride } from '../gate/overrides';
import type { GateRecord } from './release';

/** What a gate's answer does to its release. */
export type GateEffect =
  /** It passed. */
  | 'passed'
  /** It did not know, and lets that through. */
  | 'proceeded'
  | 'refused'
  /** It is not asked for its say. */
  | 'shadow';

/** What an answer does, by the verdict and by what the squad said of the gate. */
export function gateEffect({
  mode,
  onInconclusive,
  verdict: { outcome },
}: Pick<GateRecord, 'mode' | 'onInconclusive' | 'verdict'>): GateEffect {
  if (mode === 'shadow') return 'shadow';
  if (outcome === 'pass') return 'passed';
  return outcome === 'inconclusive' && onInconclusive === 'proceed' ? 'proceeded' : 'refused';
}

/** What gates say together: the most severe of the answers that refuse, or a pass. */
export function outcomeOf(gates: readonly GateRecord[]): Outcome {
  return gates
    .filter((gate) => gateEffect(gate) === 'refused')
    .map(({ verdict }) => verdict.outcome)
    .reduce<Outcome>(worst, 'pass');
}

/** In flight, and in the bake, most good releases end with nothing found, and what could have been is worth more than that. */
export function saysWhatItSaw({ name, phase }: { readonly name: string; readonly phase: string }): boolean {
  return phase === IN_FLIGHT || name === BAKE_GATE;
}

/**
 * What a release has to say of gates that did not stop it, though they did not pass, were only shadows, or passed as somebody
 * answers for it.
 */
export function gateNotes(gates: readonly GateRecord[]): readonly Reason[] {
  return gates.flatMap((gate) => [...noteOf(gate), ...warningOf(gate)]);
}

function noteOf(gate: GateRecord): readonly Reason[] {
  const { name, verdict } = gate;
  const why = noted(verdict.reasons[0]);
  switch (gateEffect(gate)) {
    case 'passed':
      return verdict.reasons
        .filter(isOverride)
        .map((reason) => ({ code: reason.code, message: `${name}: ${noted(reason)}` }));
    case 'refused':
      return [];
    case 'proceeded':
      return [
        {
          code: 'proceeded-inconclusive',
          message: saysWhatItSaw(gate) ? `${name}: ${why}` : `Gate ${name} was inconclusive and let it proceed: ${why}`,
        },
      ];
    case 'shadow':
      return verdict.outcome === 'pass'
        ? [{ code: 'shadow-passed', message: `Shadow gate ${name} said pass: ${why}` }]
        : [{ code: 'shadow-not-passed', message: `Shadow gate ${name} said ${verdict.outcome}: ${why}` }];
  }
}

/** Of one that refused, it is among its reasons. */
function warningOf(gate: GateRecord): readonly Reason[] {
  const { name, phase, verdict } = gate;
  const warning = phase === IN_FLIGHT ? verdict.reasons.find(({ code }) => code === WARNED) : undefined;
  const effect = gateEffect(gate);
  if (!warning || effect === 'refused') return [];
  return [{ code: WARNED, message: `${effect === 'shadow' ? `Shadow gate ${name}` : name}: ${noted(warning)}` }];
}

function noted(reason: Reason | undefined): string {
  return shortened(reason?.message ?? '', BUDGETS.releaseNote);
}
