import type { Phase } from '../gate/phase';
import type { Reason } from '../gate/verdict';
import { isJudgedAtOpening, type AskedGate } from './manifest';
import type { Release } from './release';

export interface GatesOfPhase {
  readonly asked: readonly AskedGate[];
  /** Those that nobody is asked about: what was attested, or the calendar, decides them. */
  readonly attested: readonly AskedGate[];
  /** Why gates of the phase are not asked, one reason for each. */
  readonly leftOut: readonly Reason[];
}

/**
 * The gates of a phase that a release is asked, of all that its manifest has. At a first release no version serves, so
 * that whatever compares with it would only be inconclusive, and block: it is left out, and that is said.
 */
export function gatesOfPhase(gates: readonly AskedGate[], phase: Phase, { blue }: Pick<Release, 'blue'>): GatesOfPhase {
  const own = gates.filter((gate) => gate.phase === phase);
  const isAsked = ({ needsBlue = false }: AskedGate) => blue !== undefined || !needsBlue;
  return {
    asked: own.filter((gate) => isAsked(gate) && !isJudgedAtOpening(gate)),
    attested: own.filter(isJudgedAtOpening),
    leftOut: own
      .filter((gate) => !isAsked(gate))
      .map(({ name }) => ({
        code: GATE_NOT_ASKED,
        message: `Gate ${name} was not asked: it compares with the version that serves, and at a first deploy there is none.`,
      })),
  };
}

/** Why a gate is not asked of a release that is stopped already. */
export function unaskedReason({ name }: Pick<AskedGate, 'name'>): Reason {
  return {
    code: GATE_NOT_ASKED,
    message: `Gate ${name} was not asked: what was judged as it was opened stops the release already.`,
  };
}

/** The code of the reasons for which gates are left out. */
export const GATE_NOT_ASKED = 'gate-not-asked';
