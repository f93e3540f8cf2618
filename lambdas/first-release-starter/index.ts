import { SFNClient } from '@aws-sdk/client-sfn';
import { StepFunctionsFirstReleaseRuns } from '../../lib/adapters/stepfunctions-first-release-runs';
import { firstReleaseChecks } from '../first-release-checks';
import { requiredEnvironment } from '../required-environment';
import { startFirstRelease } from './start-first-release';

const ports = {
  ...firstReleaseChecks(),
  gateRuns: new StepFunctionsFirstReleaseRuns(
    new SFNClient({ maxAttempts: 6 }),
    requiredEnvironment('FIRST_RELEASE_RUN_ARN'),
  ),
  now: () => Date.now(),
};

/** What CloudFormation asks before it creates the alias of a release. */
export async function handler(event: unknown): Promise<void> {
  await startFirstRelease(event, ports);
}
