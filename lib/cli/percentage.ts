import { InvalidArgumentError } from 'commander';

/** Reads an option's value such as `80` or `79.5`. */
export function percentage(text: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(text) || Number(text) > 100)
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return Number(text);
}
