import type { AccountSettings } from '../../../lib/rehearsal/account/account-settings';

const behaviour = { errorRate: 0, latencyMs: { p50: 1, p90: 2, p99: 3 } };

/** An account without customers, and with nothing in it. */
export const EMPTY_ACCOUNT: AccountSettings = {
  seed: 1,
  start: Date.parse('2026-01-05T09:00:00Z'),
  accountId: '123456789012',
  region: 'eu-west-1',
  parameters: {},
  requestsPerSecond: 0,
  requests: undefined,
  incidents: [],
  behaviours: { blue: behaviour, green: behaviour },
};
