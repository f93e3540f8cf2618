import { STSClient } from '@aws-sdk/client-sts';
import type { Verdict } from '../../lib/domain/gate/verdict';
import { askGate } from './ask-gate';

const ports = { sts: new STSClient({ maxAttempts: 6 }), now: () => Date.now() };

/** The step of a gate run that is taken for each gate. */
export async function handler(request: unknown): Promise<{ readonly name: string; readonly verdict: Verdict }> {
  return askGate(request, ports);
}
