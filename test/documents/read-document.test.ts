import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { DocumentError } from '../../lib/documents/document-error';
import { readDocument } from '../../lib/documents/read-document';

const step = v.variant('kind', [
  v.strictObject({ kind: v.literal('wait'), minutes: v.number() }),
  v.strictObject({ kind: v.literal('deploy'), folder: v.string() }),
]);

const schema = v.strictObject({
  name: v.string(),
  limits: v.optional(v.strictObject({ errors: v.number(), latency: v.optional(v.number()) })),
  steps: v.optional(v.array(step), []),
  expect: v.optional(
    v.record(
      v.string(),
      v.lazy(() => v.strictObject({ equals: v.number(), atMost: v.number() })),
    ),
  ),
  any: v.optional(v.unknown()),
  even: v.optional(
    v.pipe(
      v.number(),
      v.check((value) => value % 2 === 0, 'must be even'),
    ),
  ),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(...lines: readonly string[]): string {
  const file = join(folder, 'document.yaml');
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** The problems of a document, as a reader sees them but for the file's own name. */
function problemsOf(file: string): readonly string[] {
  try {
    readDocument(file, schema);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    expect(error.message.split('\n').every((line) => line.startsWith(`${file}:`))).toBe(true);
    return error.message.split('\n').map((line) => line.slice(file.length + 1));
  }
  return [];
}

describe('a document', () => {
  it('is read by its schema, defaults and all', () => {
    expect(readDocument(written('name: a', 'limits: { errors: 3 }'), schema)).toEqual({
      name: 'a',
      limits: { errors: 3 },
      steps: [],
    });
  });

  it('may be JSON', () => {
    expect(readDocument(written('{ "name": "a", "even": 2 }'), schema)).toMatchObject({ name: 'a', even: 2 });
  });

  it('has each problem said with the line and the column of the value', () => {
    const file = written('name: 5', 'limits:', '  errors: many', 'even:   3');
    expect(problemsOf(file)).toEqual([
      '1:7: name: expected string, got 5',
      '3:11: limits.errors: expected number, got "many"',
      '4:9: even: must be even',
    ]);
  });

  it('has its first problems listed, and the rest counted', () => {
    const items = Array.from({ length: 50 }, () => '  - 1');
    const problems = problemsOf(written('name: a', 'steps:', ...items));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe(' and 30 more problems');
  });

  it('has no value shown at full length', () => {
    expect(problemsOf(written('name: a', `even: ${'x'.repeat(5000)}`))).toEqual([
      `2:7: even: expected number, got "${'x'.repeat(99)}…`,
    ]);
  });

  it('is refused in one line where it is nested too deeply', () => {
    expect(problemsOf(written(`name: ${'['.repeat(5000)}`))).toEqual([
      expect.stringContaining('nested too deeply; a document has a handful of levels'),
    ]);
  });

  it('has the place of a problem in a list', () => {
    const file = written('name: a', 'steps:', '  - { kind: wait, minutes: 1 }', '  - { kind: wait, minutes: long }');
    expect(problemsOf(file)).toEqual(['4:28: steps.1.minutes: expected number, got "long"']);
  });

  it('has the place above what is missing', () => {
    expect(problemsOf(written('# no name', 'even: 2', 'limits:', '  latency: 1'))).toEqual([
      '2:1: name: missing; expected "name"',
      '4:3: limits.errors: missing; expected "errors"',
    ]);
  });

  it('that is empty is a problem at its beginning', () => {
    expect(problemsOf(written(''))).toEqual(['1:1: expected Object, got null']);
  });

  it.each([
    [
      'at the top',
      ['name: a', 'nmae: b'],
      '2:7: nmae: unknown key; the keys known here are name, limits, steps, expect, any, even',
    ],
    [
      'in an optional object',
      ['name: a', 'limits:', '  errors: 1', '  erors: 2'],
      '4:10: limits.erors: unknown key; the keys known here are errors, latency',
    ],
    [
      'in the items of a list',
      ['name: a', 'steps:', '  - kind: wait', '    minutes: 1', '    hours: 2'],
      '5:12: steps.0.hours: unknown key; the keys known here are kind, minutes, folder',
    ],
    [
      'in a late object of a mapping',
      ['name: a', 'expect:', '  errors: { equals: 1, atMost: 2, atLest: 3 }'],
      '3:43: expect.errors.atLest: unknown key; the keys known here are equals, atMost',
    ],
  ])('names the keys that are known beside one that is not, %s', (_, lines, problem) => {
    expect(problemsOf(written(...lines))).toEqual([problem]);
  });

  it.each([
    ['a key written twice', ['name: a', 'name: b'], '2:1: Map keys must be unique'],
    [
      'a list that is not closed',
      ['name: a', 'steps: [1'],
      '2:10: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a second document',
      ['name: a', '---', 'name: b'],
      '2:1: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    [
      'an alias of nothing',
      ['name: *nobody'],
      '1:7: Unresolved alias (the anchor must be set before the alias): nobody',
    ],
  ])('is refused for %s, with its place', (_, lines, problem) => {
    expect(problemsOf(written(...lines))).toEqual([problem]);
  });

  it.each([
    ['infinity', ['name: a', 'any: .inf'], '2:6: any: JSON has no number .inf; give a finite one, or text in quotes'],
    ['infinity below zero', ['name: a', 'any: { b: -.INF }'], '2:11: any.b: JSON has no number -.INF;'],
    ['what is no number', ['name: a', 'any:', '  - 1', '  - .nan'], '4:5: any.1: JSON has no number .nan;'],
    ['a number beyond all doubles', ['name: a', 'any: 1e999'], '2:6: any: JSON has no number 1e999;'],
    [
      'an order of nineteen digits',
      ['name: a', 'any: [{ order: 1234567890123456789 }]'],
      '2:16: any.0.order: JSON carries whole numbers up to 9007199254740991 only, got 1234567890123456789; write it as text in quotes',
    ],
    ['a number below the least', ['name: a', 'any: -9007199254740992'], '2:6: any: JSON carries whole numbers'],
    ['a large number in hexadecimal', ['name: a', 'any: 0x20000000000000'], '2:6: any: JSON carries whole numbers'],
    ['a key', ['name: a', 'any:', '  9007199254740993: x'], '3:3: any.9007199254740992: JSON carries whole numbers'],
    ['what an alias stands for', ['name: a', 'any: [&n .nan, *n]'], '2:10: any.0: JSON has no number .nan;'],
    ['a number where the schema wants one', ['name: a', 'even: .nan'], '2:7: even: JSON has no number .nan;'],
    ['a date', ['name: a', 'any: !!timestamp 2026-01-05'], '2:18: any: is nothing that JSON has;'],
    ['a set', ['name: a', 'any: !!set { a, b }'], '2:12: any: is nothing that JSON has;'],
  ])('is refused for what JSON cannot carry, with its place: %s', (_, lines, problem) => {
    const problems = problemsOf(written(...lines));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('carries the largest whole numbers, fractions, and long numbers in quotes', () => {
    const file = written(
      'name: a',
      'any: [9007199254740991, -9007199254740991, 0.1, 1e15, "1234567890123456789", null]',
    );
    expect(readDocument(file, schema).any).toEqual([
      9007199254740991,
      -9007199254740991,
      0.1,
      1e15,
      '1234567890123456789',
      null,
    ]);
  });

  it('that is not there is a problem that says so', () => {
    expect(problemsOf(join(folder, 'nowhere.yaml'))).toEqual([
      '1:1: there is no such file, or it cannot be read; check the path',
    ]);
  });

  it('that is a folder is a problem that says so', () => {
    expect(problemsOf(folder)).toEqual(['1:1: there is no such file, or it cannot be read; check the path']);
  });

  it('keeps its problems as data, under a code', () => {
    const file = written('name: a', 'even: 3');
    const problem = { path: 'even', line: 2, column: 7, message: 'must be even' };
    expect(() => readDocument(file, schema)).toThrow(
      expect.objectContaining({ name: 'DocumentError', code: 'BAD_DOCUMENT', file, problems: [problem] }) as Error,
    );
  });
});
