import { ledger } from '../tables';
import { decideByRequest } from './decide-release';

const ports = { ledger: ledger(), now: () => Date.now() };

/** The step of a gate run after its gates were asked. */
export async function handler(request: unknown): Promise<{ readonly status: 'Succeeded' | 'Failed' }> {
  return decideByRequest(request, ports);
}
