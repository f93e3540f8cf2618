import type { Randomness } from '../kernel/randomness';

/** The id that CodeDeploy gives an application, a group or a configuration beside its name: a UUID. */
export function identityOf(randomness: Randomness, kind: 'application' | 'group' | 'configuration', name: string) {
  const digits = randomness.identifier(`codedeploy ${kind} ${name}`, 32, '0123456789abcdef');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
