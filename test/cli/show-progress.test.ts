import { showProgress } from '../../lib/cli/show-progress';
import type { RehearsalStep } from '../../lib/rehearsal';

const steps: readonly RehearsalStep[] = [
  { kind: 'deploy', name: 'old', directory: 'old.out' },
  { kind: 'wait', ms: 43_200_000 },
  { kind: 'deploy', name: 'new', directory: 'new.out' },
];

/** Progress in lines, told every second of real time. */
function told() {
  const lines: string[] = [];
  let seconds = 0;
  const output = { isTTY: false, write: (text: string) => lines.push(text) > 0 };
  const { report } = showProgress(steps, output, () => 1000 * seconds);
  const pass = (step: string | undefined, real: number, handlerCalls = 0) => {
    for (let second = 1; second <= real; second++) {
      seconds += 1;
      report({ kind: 'under-way', step, playedMs: 60_000 * second, handlerCalls });
    }
  };
  return { lines, report, pass };
}

it('a step that is played quickly is one line', () => {
  const { lines, report, pass } = told();
  report({ kind: 'started', step: 'old' });
  pass('old', 4);
  expect(lines).toEqual(['rehearsing 1 of 2: old\n']);
});

it('a step and a wait that take long are heard of now and then, and each from its own beginning', () => {
  const { lines, pass } = told();
  pass('old', 21, 1);
  pass(undefined, 7);
  pass('new', 4);
  expect(lines).toEqual([
    'old: 6 min of virtual time, 1 handler call\n',
    'old: 11 min of virtual time, 1 handler call\n',
    'old: 21 min of virtual time, 1 handler call\n',
    'waiting: 6 min of virtual time, 0 handler calls\n',
  ]);
});

it('very many handler calls are said to be what takes so long', () => {
  const { lines, pass } = told();
  pass('new', 6, 450_000);
  expect(lines[0]).toContain('450,000 handler calls. Each takes real time');
  expect(lines[0]).toContain('Lower `requestsPerSecond`');
});
