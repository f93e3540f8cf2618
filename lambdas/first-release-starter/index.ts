import { SFNClient } from '@aws-sdk/client-sfn';
import { answerCustomResource } from '../../lib/adapters/custom-resource-answers';
import { FirstReleaseRuns } from '../../lib/adapters/first-release-runs';
import { requiredEnvironment } from '../required-environment';
import { startFirstRelease } from './start-first-release';

const ports = {
  runs: new FirstReleaseRuns(new SFNClient({ maxAttempts: 6 }), requiredEnvironment('FIRST_RELEASE_RUN_ARN')),
  answer: answerCustomResource,
  now: () => Date.now(),
};

/** What CloudFormation asks before it creates the alias of a release. */
export async function handler(event: unknown): Promise<void> {
  await startFirstRelease(event, ports);
}
