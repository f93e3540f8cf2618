import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { jsonLinesText, yamlText } from '../../lib/documents/document-text';
import { readDocument } from '../../lib/documents/read-document';
import { readJsonLineItems, readJsonLines } from '../../lib/documents/read-json-lines';

const schema = v.strictObject({
  kind: v.optional(v.string()),
  cases: v.array(v.strictObject({ key: v.string(), say: v.optional(v.string()) })),
});

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-lines-'));
  file = join(directory, 'suite.jsonl');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function read(text: string) {
  writeFileSync(file, text);
  return readJsonLines(file, 'cases', schema);
}

describe('a file of JSON lines', () => {
  it.each([
    ['with a line feed at its end', '{"kind":"a"}\n{"key":"b"}\n{"key":"c"}\n'],
    ['without one', '{"kind":"a"}\n{"key":"b"}\n{"key":"c"}'],
    ['with other line ends', '{"kind":"a"}\r\n{"key":"b"}\r\n{"key":"c"}\r\n'],
    ['with empty lines', '\n{"kind":"a"}\n\n{"key":"b"}\n\n{"key":"c"}\n\n'],
    ['with a byte order mark', '\uFEFF{"kind":"a"}\n{"key":"b"}\n{"key":"c"}'],
  ])('is its first line with the others as its list: %s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'a', cases: [{ key: 'b' }, { key: 'c' }] });
  });

  it('may begin with an empty object, and end there', () => {
    expect(read('{}\n{"key":"b"}')).toEqual({ cases: [{ key: 'b' }] });
    expect(read('{ }')).toEqual({ cases: [] });
  });

  it('has the texts as they are, whatever is in them', () => {
    const say = 'a "quote", {braces}, # hash: 😀 \u2028 back\\slash / and\ttab';
    expect(read(`{}\n${JSON.stringify({ key: 'b', say })}`)).toEqual({ cases: [{ key: 'b', say }] });
  });

  it.each([
    [
      'a key that is unknown',
      '{}\n{"key":"b"}\n{"key":"c","sai":"x"}',
      ':3:18: cases.1.sai: unknown key; the keys known here are key, say',
    ],
    ['a key that is missing', '{}\n\n{"say":"x"}', ':3:1: cases.0.key: missing'],
    ['a line that is no JSON', '{}\n{"key":"b"}\n{"key":', ':3:1: not a line of JSON'],
    ['a line that is no object', '{}\n["b"]', ':2:1: each line must be an object'],
    ['nothing in it', '\n\n', ':1:1: the file is empty'],
    ['the list in its first line', '{"cases":[]}\n{"key":"b"}', ':1:'],
  ])('is refused with the line of %s', (_, text, says) => {
    expect(() => read(text)).toThrow(`${file}${says}`);
  });

  it('is read back as it was written, and so is YAML', () => {
    const suite = {
      kind: 'a',
      cases: [
        { key: 'b', say: 'yes: "no"' },
        { key: 'c', say: 'x'.repeat(500) },
      ],
    };
    expect(read(jsonLinesText(suite, 'cases'))).toEqual(suite);
    writeFileSync(file, yamlText(suite));
    expect(readDocument(file, schema)).toEqual(suite);
  });
});

describe('lines that are all alike', () => {
  it('are read one by one, and every problem of every line is said', () => {
    writeFileSync(file, '{"key":"a"}\n\n{"key":"b"}\n');
    const item = v.strictObject({ key: v.string() });
    expect(readJsonLineItems(file, item)).toEqual([{ key: 'a' }, { key: 'b' }]);
    writeFileSync(file, '{"key":1}\nnope\n{"key":"b"}\n{"kez":"b"}\n');
    expect(() => readJsonLineItems(file, item)).toThrow(/:1:8: key: .*\n.*:2:1: not a line of JSON.*\n.*:4:/);
  });
});
