import type { Services } from '../../../lib/rehearsal/account/services';
import { lambdaPorts } from '../../../lib/rehearsal/account/lambda-ports';
import { quietAccount } from './quiet-account';

it('a malformed embedded metric is none, and is noted once for each function and reason', () => {
  const account = quietAccount();
  const ports = lambdaPorts(account satisfies Services, () => Promise.reject(new Error('nobody calls')));
  const line = '{"_aws":{"Timestamp":"now","CloudWatchMetrics":[]}}';
  for (const functionName of ['chat', 'chat', 'search']) ports.log(line, functionName);
  ports.log('an ordinary line', 'chat');
  const notes = account.recorder.take().timeline.map(({ actor, what }) => [actor, what]);
  expect(notes).toEqual(
    ['chat', 'search'].map((name) => [
      'CloudWatch',
      `ignored the embedded metrics of a line that ${name} logged: _aws.Timestamp: Invalid type: Expected number but received "now"`,
    ]),
  );
  expect(account.recorder.logs()).toHaveLength(4);
});
