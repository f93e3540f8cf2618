import { failureLogs } from '../../lib/report/failure-logs';
import { type Report } from '../../lib/report/report';

const report: Report = { schema: 1, seed: 7, assumptions: [], releases: [], stacks: [] };

it('the logs of what failed can be read by a person, function by function', () => {
  const at = '2026-01-05T09:00:00.000Z';
  const log = { version: '2', requestId: 'ab', at };
  const logs = [
    { ...log, function: 'Chat', lines: ['START', 'two\nlines'] },
    { ...log, function: 'Scorer', lines: [] },
  ];

  expect(failureLogs({ ...report, logs })).toBe(
    [
      `Chat, version 2, failed first at ${at} (request ab):`,
      '    START',
      '    two',
      '    lines',
      '',
      `Scorer, version 2, failed first at ${at} (request ab):`,
    ].join('\n'),
  );
});

it('there is nothing to read where nothing failed', () => {
  expect(failureLogs(report)).toBe('');
});
