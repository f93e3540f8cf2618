import type { ArmCounts } from '../../../lib/domain/watch/look';
import type { Rule } from '../rule';
import { redAt } from './alarm';

const TWICE = { breaching: 2, of: 2, periodSeconds: 60 };

/**
 * The two alarms of the example in AWS SAM's documentation: any error in two minutes one after the other, of the alias,
 * which both versions answer for, or of the new version. A minute without a call has no data point and is left out, since
 * the example says nothing of missing data.
 */
export const SAM_ALARMS: Rule = {
  name: 'SAM docs, errors, 2 of 2 min',
  ours: false,
  everySeconds: 60,
  source: 'aws/serverless-application-model, docs/safe_lambda_deployments.rst',
  rollsBackAt: (shift) => {
    const alias = redAt(shift, TWICE, ({ blue, green }) =>
      anyError({ calls: blue.calls + green.calls, errors: blue.errors + green.errors }),
    );
    const version = redAt(shift, TWICE, ({ green }) => anyError(green));
    return version === undefined || (alias ?? Infinity) < version ? alias : version;
  },
};

function anyError({ calls, errors }: ArmCounts): boolean | undefined {
  return calls === 0 ? undefined : errors > 0;
}
