import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSluice } from '../end-to-end/run-sluice';

const HEAD = { kind: 'quality', effects: 'none', request: {}, question: 'body.message', answer: 'body.reply' };
const CASES = [
  { key: 'a', turns: ['Hi'], critical: true },
  { key: 'b', turns: ['Hi', 'Ho'] },
];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  write('good.yaml', JSON.stringify({ ...HEAD, cases: CASES }));
  write('good.jsonl', [HEAD, ...CASES].map((line) => JSON.stringify(line)).join('\n'));
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
    expect(run.stdout).toBe('good.yaml: 2 cases, 3 turns, 1 critical\ngood.jsonl: 2 cases, 3 turns, 1 critical\n');
    expect(run.status).toBe(0);
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
      files: [{ file: 'good.yaml', kind: 'quality', cases: 2, turns: 3, critical: 1, problems: [] }],
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
