import { logsJudgement, suiteJudgement } from '../../../lib/domain/checklist/run-judgement';
import { gateRecord } from '../release/example-release';

const run = { group: '/aws/lambda/chat', filter: 'ERROR', since: 14_400, most: 2 };

describe('logs', () => {
  it.each([
    [
      { matching: 0, isCut: false, hasEvents: true },
      'pass',
      '0 events of the last 4 hours in /aws/lambda/chat match, and 2 may.',
    ],
    [
      { matching: 2, isCut: false, hasEvents: true },
      'pass',
      '2 events of the last 4 hours in /aws/lambda/chat match, and 2 may.',
    ],
    [
      { matching: 3, isCut: true, hasEvents: true },
      'fail',
      'At least 3 events of the last 4 hours in /aws/lambda/chat match, and 2 may.',
    ],
    [
      { matching: 0, isCut: false, hasEvents: false },
      'fail',
      '/aws/lambda/chat has no event of the last 4 hours: nothing shows that anything ran.',
    ],
  ] as const)('with %j are %s', (found, outcome, sentence) => {
    expect(logsJudgement(run, '4 hours', found)).toMatchObject({ outcome, sentence });
  });
});

it.each([
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['inconclusive', 'fail'],
] as const)('conversations that %s are attested as %s, with whom they were held', (said, outcome) => {
  const { verdict } = gateRecord('smoke', 'before-traffic', said);
  expect(suiteJudgement({ file: 'smoke.yaml', function: 'chat-staging', qualifier: 'live' }, verdict)).toEqual({
    ...{ outcome, sentence: `smoke.yaml with chat-staging:live: smoke said ${said}.`, figures: { conversations: 1 } },
  });
});
