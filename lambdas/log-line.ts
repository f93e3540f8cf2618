import { Console } from 'node:console';

// The log of a function is JSON, into which Lambda would wrap what its own console is given: in a line of its own, with the
// metrics within a text, CloudWatch finds none (CloudWatch User Guide, "Specification: Embedded metric format").
const lines = new Console({ stdout: process.stdout, ignoreErrors: true });

/** Writes a line to the function's log as it is. */
export function writeLine(line: string): void {
  lines.log(line);
}
