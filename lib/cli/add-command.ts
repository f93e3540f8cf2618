import type { Command } from 'commander';

/**
 * Adds a command to the program, with its options and its help.
 *
 * @param ended takes the exit code, once the command has ended
 */
export type AddCommand = (program: Command, ended: (exitCode: number) => void) => void;
