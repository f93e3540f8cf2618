import { firstReleaseRuns } from '../clients';
import { firstReleaseChecks } from '../first-release-checks';
import { startFirstRelease } from './start-first-release';

const ports = { ...firstReleaseChecks(), gateRuns: firstReleaseRuns(), now: () => Date.now() };

/** What CloudFormation asks before it creates the alias of a release. */
export async function handler(event: unknown): Promise<void> {
  await startFirstRelease(event, ports);
}
