import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoundedText } from '../../lib/documents/bounded-text';
import { problemsOf } from './problems-of';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounded-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(bytes: string | Buffer): string {
  const file = join(folder, 'document');
  writeFileSync(file, bytes);
  return file;
}

describe('a file that another program wrote', () => {
  it('is read as UTF-8, its byte order mark taken away', () => {
    expect(readBoundedText(written('\uFEFFgrün'))).toBe('grün');
  });

  it('is read as far as the limit', () => {
    expect(readBoundedText(written('x'.repeat(1000)), 1000)).toHaveLength(1000);
  });

  it.each([
    [
      'is larger than the limit',
      Buffer.alloc(50_000_000, 0x20),
      '1:1: has more than 20 MB, which is the most that is read',
    ],
    [
      'is written in UTF-16',
      Buffer.from('\uFEFF<testsuite/>', 'utf16le'),
      '1:1: is written in UTF-16, and is read as UTF-8',
    ],
    ['has bytes that are no UTF-8', Buffer.from('a\nb\nc \xE4', 'latin1'), '3:1: has bytes that are no UTF-8'],
    ['ends within a character', Buffer.from('a\nü').subarray(0, -1), '2:1: has bytes that are no UTF-8'],
  ])('is refused in one line where it %s', (_, bytes, problem) => {
    const file = written(bytes);
    expect(problemsOf(() => readBoundedText(file))).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused where it is not there', () => {
    expect(problemsOf(() => readBoundedText(join(folder, 'none')))).toEqual([
      '1:1: there is no such file, or it cannot be read; check the path',
    ]);
  });
});
