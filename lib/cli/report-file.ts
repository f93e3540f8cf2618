import { closeSync, existsSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hostLackOf } from '../rehearsal';
import { UsageError } from './usage-error';

/** Why a folder cannot take a file, by the code of Node.js's error. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it is not yours to write to',
  EEXIST: 'a file of that name is there',
  EISDIR: 'its `report.json` is a folder',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file is on the way to it',
  EPERM: 'it is not yours to write to',
  EROFS: 'nothing can be written to that disk',
};

/**
 * Says at once that a folder for the report cannot be one, and not when all has been played. Only trying shows that: it
 * is made, and unmade, as a rehearsal that is refused leaves nothing behind.
 *
 * @throws UsageError
 */
export function checkReportFolder(folder: string): void {
  const made: string[] = [];
  const file = join(folder, 'report.json');
  try {
    makeFolder(resolve(folder), made);
    const isNew = !existsSync(file);
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  } catch (error) {
    const lack = hostLackOf(error);
    if (lack) throw lack;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The report cannot be written to ${folder}: ${REASONS[code] ?? message}. Name another folder (\`--out DIR\`); it is made where there is none.`,
    );
  } finally {
    for (const one of made.reverse()) rmdirSync(one);
  }
}

/** Writes `report.json` into a folder, which is made where there is none, and answers the file's path. */
export function writeReportFile(folder: string, text: string): string {
  const file = join(folder, 'report.json');
  makeFolder(resolve(folder), []);
  writeFileSync(file, text);
  return file;
}

/**
 * Makes a folder and those above it, and lists them. By hand: where a parent takes no folders, as `/proc` does not, Node.js
 * with `recursive` tries for ever.
 */
function makeFolder(path: string, made: string[]): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path), made);
  mkdirSync(path);
  made.push(path);
}
