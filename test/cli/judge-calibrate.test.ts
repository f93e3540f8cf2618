import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingJudge } from '../../lib/adapters/cassette';
import type { Calibration } from '../../lib/domain/calibration/calibration';
import type { JudgeRequest } from '../../lib/domain/judge/judge-port';
import { DEFAULT_RUBRIC, SCORES } from '../../lib/domain/judge/rubric';
import { runSluice } from '../end-to-end/run-sluice';

const SUITE = {
  kind: 'quality',
  effects: 'none',
  request: {},
  question: 'body.message',
  answer: 'body.reply',
  rubric: { ...DEFAULT_RUBRIC, asks: 'Is it right?' },
  cases: [
    { key: 'returns', turns: ['How long may I return a book?'], reference: '30 days', required: ['30 days'] },
    { key: 'gift-cards', turns: ['I have a gift card.', 'Does it expire?'] },
  ],
};

/** Twelve of each score by people; the judge is a point kinder to what people gave a 1 or a 2. */
const labels = SCORES.flatMap((human) =>
  Array.from({ length: 12 }, (_, index) => ({
    key: `case-${human}-${index}`,
    human,
    judge: human <= 2 ? human + 1 : human,
  })),
);

let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-calibrate-'));
  write('labels.jsonl', labels);
  write('few.jsonl', labels.slice(0, 20));
  write('wrong.jsonl', [labels[0], { human: 6, judge: 3 }]);
  write('unscored.jsonl', [...labels, { key: 'late', human: 4 }]);
  write('suite.jsonl', [Object.fromEntries(Object.entries(SUITE).filter(([key]) => key !== 'cases')), ...SUITE.cases]);
  write('questions.jsonl', [
    ...labels.map(({ key, human }) => ({ key, human, question: `Question ${key}?`, answer: `Answer ${human}` })),
    { human: 1, question: 'Never recorded?', answer: 'No.' },
  ]);
  write('of-suite.jsonl', [
    ...labels,
    { key: 'returns', human: 5, answer: '30 days.' },
    { key: 'gift-cards', human: 3, answer: 'No.', earlier: [{ user: 'I have a gift card.', answer: 'Nice.' }] },
    { key: 'gift-cards', human: 3, answer: 'No.' },
    { key: 'nowhere', human: 3, answer: 'No.' },
  ]);
  await record();
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, lines: readonly unknown[]): void {
  writeFileSync(join(directory, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** What a judge once said of the answers: the score that is in the answer, and 2 where there is none. */
async function record(): Promise<void> {
  const judge = recordingJudge(
    ({ answer }) => {
      const score = SCORES.find((one) => answer.endsWith(String(one))) ?? 2;
      return Promise.resolve({ kind: 'scored', score, reason: 'So it is.', latencyMs: 5, notes: [] });
    },
    'a-model',
    join(directory, 'cassette.jsonl'),
  );
  const ask = (request: Partial<JudgeRequest> & Pick<JudgeRequest, 'question' | 'answer'>) =>
    judge({ rubric: DEFAULT_RUBRIC, earlier: [], required: [], forbidden: [], ...request }, { timeoutMs: 1000 });
  for (const { key, human } of labels) await ask({ question: `Question ${key}?`, answer: `Answer ${human}` });
  const { rubric } = SUITE;
  await ask({
    rubric,
    question: 'How long may I return a book?',
    answer: '30 days.',
    reference: '30 days',
    required: ['30 days'],
  });
  const earlier = [{ user: 'I have a gift card.', answer: 'Nice.' }];
  await ask({ rubric, earlier, question: 'Does it expire?', answer: 'No.' });
}

function calibrate(...args: readonly string[]) {
  return runSluice(['judge', 'calibrate', ...args], directory);
}

type Result = Calibration & { readonly withoutScore: readonly string[]; readonly meaning: readonly string[] };

function jsonOf(...args: readonly string[]): Result {
  const run = calibrate(...args, '--json');
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  return JSON.parse(run.stdout) as Result;
}

const RECORDED = ['--cassette', 'cassette.jsonl', '--judge', 'a-model'];

describe('sluice judge calibrate', () => {
  it('prints agreement, kappa, bias, the pairs of scores and what they mean', () => {
    const { status, stdout } = calibrate('--labels', 'labels.jsonl');
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'same score             60.0 %',
        'at most a point apart  100.0 %',
        "judge minus people     0.40 [0.27, 0.53]  points; Student's t",
        'score by people  judge 1  judge 2  judge 3  judge 4  judge 5  mean',
        '2                0        0        12       0        0        3.00',
      ]),
    );
    expect(stdout).toMatch(/^weighted kappa +0\.87 \[0\.83, 0\.91\]/mu);
    expect(stdout).toContain('The judge is kinder than people by 0.40 points.');
    expect(stdout).toContain('set the margin to 0.134.');
  });

  it('prints the same as JSON', () => {
    const { labels: count, exact, withinOne, bias, meaning } = jsonOf('--labels', 'labels.jsonl');
    expect([count, exact, withinOne, bias.value]).toEqual([60, 0.6, 1, 0.4]);
    expect(meaning).toHaveLength(3);
  });

  it('speaks of the margin that it is given', () => {
    expect(jsonOf('--labels', 'labels.jsonl', '--margin', '0.5').meaning[2]).toContain('A margin of 0.5 may let');
  });

  it('asks a recorded judge where a label has no score, and says what was never recorded', () => {
    const result = jsonOf('--labels', 'questions.jsonl', ...RECORDED);
    expect([result.labels, result.exact]).toEqual([60, 1]);
    expect(result.withoutScore).toEqual([
      expect.stringMatching(/^label 61: The judge did not answer: cassette\.jsonl has no take 1 of a-model/u),
    ]);
  });

  it('takes questions, facts and the rubric from the suite that the labels name', () => {
    const result = jsonOf('--labels', 'of-suite.jsonl', ...RECORDED, '--suite', 'suite.jsonl');
    expect(result.labels).toBe(62);
    expect(result.confusion[4]).toEqual([0, 1, 0, 0, 12]);
    expect(result.withoutScore).toEqual([
      'gift-cards: it has 0 `earlier` turns, and the case has 1.',
      'nowhere: it has a key that the suite has no case for: nowhere.',
    ]);
  });

  it('leaves out labels without a score and says so', () => {
    const { stdout } = calibrate('--labels', 'unscored.jsonl');
    expect(stdout).toContain('1 label without a score by the judge was left out:\nlate: it has no `judge` score;');
  });

  it.each([
    ['too few labels', ['--labels', 'few.jsonl'], 'There are 20 labels with both scores, and 50 are needed'],
    [
      'a score that is none',
      ['--labels', 'wrong.jsonl'],
      'wrong.jsonl:2:10: human: expected (1 | 2 | 3 | 4 | 5), got 6',
    ],
    ['a file that is not there', ['--labels', 'nowhere.jsonl'], 'nowhere.jsonl:1:1: there is no such file'],
    ['a cassette without a name', ['--labels', 'labels.jsonl', '--cassette', 'c'], '--cassette and --judge belong'],
    ['no such cassette', ['--labels', 'labels.jsonl', '--cassette', 'c', '--judge', 'a'], '--cassette c: ENOENT'],
    ['a margin of nothing', ['--labels', 'labels.jsonl', '--margin', '0'], 'It must be above 0 and below 4 points.'],
  ])('refuses %s', (_, args, says) => {
    const run = calibrate(...args);
    expect(run.stderr).toContain(says);
    expect(run.stdout).toBe('');
    expect(run.status).toBe(2);
  });
});
