import { NotEmulated } from '../../kernel/not-emulated';

/** Stops at a value that the operator cannot compare with: AWS does not say what it makes of it. */
export function refuseValue(value: string, expected: string, where: string): never {
  throw new NotEmulated(`The condition value ${JSON.stringify(value)}`, where, `Write a ${expected}.`);
}
