import { writeFileSync } from 'node:fs';
import { UsageError } from './usage-error';

/** Writes what a command was told to put into a file. @param option by which it was told, such as `--output` */
export function writeOutput(option: string, file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new UsageError(
      `\`${option}\` cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
