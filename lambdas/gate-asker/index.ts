import type { Verdict } from '../../lib/domain/gate/verdict';
import { sts } from '../clients';
import { logAnswer } from '../decision-log';
import { askGate } from './ask-gate';

const ports = { sts: sts(), logAnswer, now: () => Date.now() };

/** The step of a gate run that is taken for each gate. */
export async function handler(request: unknown): Promise<{ readonly name: string; readonly verdict: Verdict }> {
  return askGate(request, ports);
}
