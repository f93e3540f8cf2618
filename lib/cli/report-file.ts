import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './usage-error';

/**
 * Says at once that a folder for the report cannot be one, and not when all has been played. Nothing is made yet: a
 * rehearsal that is refused leaves nothing behind.
 *
 * @throws UsageError
 */
export function checkReportFolder(folder: string): void {
  const existing = nearestExisting(resolve(folder));
  if (!statSync(existing).isDirectory()) {
    throw new UsageError(
      `The report cannot be written to ${folder}: ${existing} is a file. Name a folder (\`--out DIR\`); it is made where there is none.`,
    );
  }
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    throw new UsageError(
      `The report cannot be written to ${folder}: ${existing} is not yours to write to. Name another folder (\`--out DIR\`).`,
    );
  }
}

/** Writes `report.json` into a folder, which is made where there is none, and answers the file's path. */
export function writeReportFile(folder: string, text: string): string {
  const file = join(folder, 'report.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  return file;
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
