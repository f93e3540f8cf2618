import type { DecidedPhase } from '../../lib/flow/decide-release';
import { outcomes } from '../clients';
import { ledger, notices } from '../tables';
import { decideByRequest } from './decide-release';

const saysStarted = process.env.SAYS_STARTED === 'true';
const ports = { ledger: ledger(), notices: notices(), outcomes: outcomes(), saysStarted, now: () => Date.now() };

/** The step of a gate run after its gates were asked. */
export async function handler(request: unknown): Promise<DecidedPhase> {
  return decideByRequest(request, ports);
}
