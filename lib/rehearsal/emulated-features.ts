import { Account } from './account/account';
import { DEFAULT_ENVIRONMENT } from './assembly/choose-environment';
import type { TemplateFeatures } from './cloudformation/template-features';
import type { ServiceFeatures } from './features/service-features';

/** What the rehearsal emulates, read from what the emulated account is made of. */
export interface EmulatedFeatures {
  readonly templates: TemplateFeatures;
  readonly services: readonly ServiceFeatures[];
  /** What AWS leaves open and the rehearsal had to choose. */
  readonly assumptions: readonly string[];
}

const NOTHING_SERVED = { errorRate: 0, latencyMs: { p50: 0, p90: 0, p99: 0 } };

/** Lists what is emulated. Nothing is played. */
export function emulatedFeatures(): EmulatedFeatures {
  const account = new Account({
    seed: 0,
    start: 0,
    ...DEFAULT_ENVIRONMENT,
    parameters: {},
    requestsPerSecond: 0,
    requests: undefined,
    incidents: [],
    behaviours: { blue: NOTHING_SERVED, green: NOTHING_SERVED },
  });
  return account.features();
}
