import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkReportFolder, writeReportFile } from '../../lib/cli/report-file';
import { UsageError } from '../../lib/cli/usage-error';

const directory = mkdtempSync(join(tmpdir(), 'sluice-report-file-'));
const inside = (...names: readonly string[]) => join(directory, ...names);

beforeAll(() => {
  writeFileSync(inside('file'), '');
  symlinkSync(inside('nowhere', 'deep'), inside('dangling'));
  mkdirSync(inside('taken', 'report.json'), { recursive: true });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a folder that cannot take the report is refused before anything is played:', () => {
  it.each([
    ['a file', inside('file')],
    ['a folder in a file', inside('file', 'out')],
    ['a link to nowhere', inside('dangling')],
    ['a folder below a link to nowhere', inside('dangling', 'out')],
    ['a name that is too long', inside('a'.repeat(300))],
    ['a folder whose report.json is one', inside('taken')],
    ...(existsSync('/proc/self') ? [['a folder where none can be made', '/proc/out/deep']] : []),
  ])('%s', (_, folder) => {
    const before = readdirSync(directory);
    const check = () => {
      checkReportFolder(folder);
    };
    expect(check).toThrow(UsageError);
    expect(check).toThrow(`The report cannot be written to ${folder}: `);
    expect(readdirSync(directory)).toEqual(before);
  });
});

it('a folder that can take it is made only when the report is written', () => {
  const folder = inside('new', 'deep');
  checkReportFolder(folder);
  expect(existsSync(inside('new'))).toBe(false);
  writeReportFile(folder, 'first');
  checkReportFolder(folder);
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('first');
});
