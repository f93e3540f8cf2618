import { customResourceAnswers } from '../lib/adapters/custom-resource-answers';
import { isResponseUrl } from '../lib/domain/release/response-url';
import type { RefusalPorts } from '../lib/flow/refuse-creation';
import { stacks } from './clients';
import { requiredEnvironment } from './required-environment';

/** What a handler needs that is asked for a first release, and has to tell CloudFormation's requests from others. */
export function firstReleaseChecks(): RefusalPorts {
  const region = requiredEnvironment('AWS_REGION');
  return {
    region,
    stacks: stacks(),
    answer: customResourceAnswers((url) => isResponseUrl(url, region)),
    record: (refused) => {
      console.error(refused);
    },
  };
}
