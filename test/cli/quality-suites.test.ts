import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate, Judge, QualitySuite } from 'sluice';
import { runSluice } from '../end-to-end/run-sluice';

const HEAD = { kind: 'quality', effects: 'none', request: {}, question: 'body.message', answer: 'body.reply' };
const FEW = [
  { key: 'a', turns: ['Hi'], critical: true },
  { key: 'b', turns: ['Hi', 'Ho'] },
];
const CASES = [...FEW, ...Array.from({ length: 148 }, (_, index) => ({ key: `case-${index}`, turns: ['Hi'] }))];
const TOO_FEW = (file: string, needed: number, margin: number) =>
  `${file}: \`suite\` must have ${needed} cases at least (cases of one cluster count as one), since with a margin of ${margin} it takes so many to certify even a version that answers all of them as well, got: 2; add cases, or allow a larger \`margin\`\n`;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  write('good.yaml', JSON.stringify({ ...HEAD, cases: CASES }));
  write('good.jsonl', [HEAD, ...CASES].map((line) => JSON.stringify(line)).join('\n'));
  write('few.yaml', JSON.stringify({ ...HEAD, cases: FEW }));
  write('few.jsonl', [HEAD, ...FEW].map((line) => JSON.stringify(line)).join('\n'));
  write(
    'order.jsonl',
    `${JSON.stringify(HEAD)}\n{"key":"a","turns":[{"user":"Hi","request":{"body":{"order":1234567890123456789}}}]}`,
  );
  write(
    'cleans.yaml',
    [
      'effects: isolated',
      'conversations: [{ key: says-hello, turns: [{ event: hello, expect: { reply: hello } }] }]',
      'teardown: [{ event: clean, expect: { done: true }, timeoutSeconds: 300 }]',
    ].join('\n'),
  );
  write(
    'no-number.yaml',
    'effects: none\nconversations:\n  - { key: a, turns: [{ event: { n: .inf }, expect: { n: .nan } }] }\n',
  );
  write(
    'bad.jsonl',
    [HEAD, { key: 'a', turns: ['Hi'], refrence: 'Hello' }].map((line) => JSON.stringify(line)).join('\n'),
  );
  write('other.yaml', 'effects: none\nkind: load\nconversations: []\n');
  write(
    'chats.jsonl',
    [
      { turns: [{ user: 'I am at ada@example.com', assistant: 'Noted.' }] },
      {
        messages: [
          { role: 'system', content: 'Be nice.' },
          { role: 'user', content: 'Where is my order?' },
          { role: 'assistant', content: 'Here.' },
        ],
      },
      { turns: [{ user: 'Where is my order?' }] },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

function suite(...args: readonly string[]) {
  return runSluice(['suite', ...args], directory);
}

describe('sluice suite check', () => {
  it('counts what quality suites hold, in YAML and in JSON lines', () => {
    const run = suite('check', 'good.yaml', 'good.jsonl');
    expect(run.stdout).toBe(
      'good.yaml: 150 cases, 151 turns, 1 critical\ngood.jsonl: 150 cases, 151 turns, 1 critical\n',
    );
    expect(run.status).toBe(0);
  });

  it('says what synth says of a quality suite of two cases', () => {
    const run = suite('check', 'few.yaml', 'few.jsonl');
    expect(run.stdout).toBe('few.yaml: 2 cases, 3 turns, 1 critical\nfew.jsonl: 2 cases, 3 turns, 1 critical\n');
    expect(run.stderr).toBe(`${TOO_FEW('few.yaml', 62, 0.2)}${TOO_FEW('few.jsonl', 62, 0.2)}`);
    expect(run.status).toBe(2);
    for (const file of ['few.yaml', 'few.jsonl']) {
      const gate = Gate.quality({ suite: QualitySuite.fromFile(join(directory, file)), judge: Judge.offline() });
      expect(gate._bindToRelease().problems.map((problem) => `${problem.replace('gate `quality`', file)}\n`)).toEqual([
        TOO_FEW(file, 62, 0.2),
      ]);
    }
  });

  it('asks for as many cases as the margin of the gate takes', () => {
    const run = suite('check', '--margin', '1', '--expected-sd', '0.8', 'few.yaml');
    const [, needed] = /must have (\d+) cases/.exec(run.stderr) ?? [];
    expect(run.stderr).toBe(TOO_FEW('few.yaml', Number(needed), 1));
    expect(Number(needed)).toBeLessThan(40);
    expect(suite('check', '--margin', '3', 'few.yaml').stderr).toContain('above 0 and at most 2 points');
  });

  it('says that a teardown takes longer than a gate has', () => {
    const run = suite('check', 'cleans.yaml');
    expect(run.stderr).toBe(
      "cleans.yaml: `within` and the times of the suite's teardown together must be <=840 s, got: 900 s\n",
    );
    expect(run.status).toBe(2);
    expect(suite('check', '--within', '500', 'cleans.yaml').status).toBe(0);
  });

  it('refuses numbers that JSON cannot carry, with their lines', () => {
    const run = suite('check', 'no-number.yaml', 'order.jsonl');
    expect(run.stderr).toContain('no-number.yaml:3:37: conversations.0.turns.0.event.n: JSON has no number .inf;');
    expect(run.stderr).toContain('no-number.yaml:3:58: conversations.0.turns.0.expect.n: JSON has no number .nan;');
    expect(run.stderr).toContain(
      'order.jsonl:2:61: cases.0.turns.0.request.body.order: JSON carries whole numbers up to 9007199254740991 only, got 1234567890123456789;',
    );
    expect(run.status).toBe(2);
  });

  it('says the line of a problem in JSON lines', () => {
    const run = suite('check', 'bad.jsonl');
    expect(run.stderr).toContain(
      'bad.jsonl:2:38: cases.0.refrence: unknown key; the keys known here are key, turns, reference',
    );
    expect(run.status).toBe(2);
  });

  it('says which kinds of suites there are', () => {
    const run = suite('check', 'other.yaml');
    expect(run.stderr).toBe('other.yaml:2:7: kind: must be integration or quality\n');
    expect(run.status).toBe(2);
  });

  it('says the kind in JSON', () => {
    const run = suite('check', '--json', 'good.yaml');
    expect(JSON.parse(run.stdout)).toEqual({
      schema: 1,
      files: [{ file: 'good.yaml', kind: 'quality', cases: 150, turns: 151, critical: 1, problems: [] }],
    });
  });
});

describe('sluice suite sample', () => {
  it.each(['sampled.yaml', 'sampled.jsonl'])('writes a suite that holds, without what is personal: %s', (out) => {
    const run = suite('sample', '--transcripts', 'chats.jsonl', '--out', out);
    expect(run.stdout).toContain(`${out}: 2 of 2 different conversations; taken out: 1 email\n`);
    expect(run.status).toBe(0);
    const text = readFileSync(join(directory, out), 'utf8');
    expect(text).toContain('[email]');
    expect(text).not.toContain('ada@');
    expect(text).not.toContain('Noted.');
    expect(suite('check', out).stdout).toBe(`${out}: 2 cases, 2 turns, 0 critical\n`);
  });

  it('keeps every word where it is told to', () => {
    suite('sample', '--transcripts', 'chats.jsonl', '--out', 'kept.yaml', '--no-redact');
    expect(readFileSync(join(directory, 'kept.yaml'), 'utf8')).toContain('ada@example.com');
  });

  it('never overwrites a suite', () => {
    const run = suite('sample', '--transcripts', 'chats.jsonl', '--out', 'good.yaml');
    expect(run.stderr).toBe('--out good.yaml: it exists already; name another file.\n');
    expect(run.status).toBe(2);
  });

  it.each([
    ['transcripts that are not there', ['--transcripts', 'nowhere.jsonl'], 'nowhere.jsonl:1:1: there is no such file'],
    ['transcripts that are none', ['--transcripts', 'good.jsonl'], 'good.jsonl:1:1: turns: missing'],
    ['a size of nothing', ['--transcripts', 'chats.jsonl', '--size', '0'], '--size must be 1 or more, got: 0.'],
  ])('says what is wrong with %s', (_, args, says) => {
    const run = suite('sample', ...args, '--out', 'never.yaml');
    expect(run.stderr).toContain(says);
    expect(run.status).toBe(2);
  });
});
