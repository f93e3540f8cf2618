import { readPolicy, type Policy } from '../domain/policy/policy';
import type { Parameters } from '../domain/release/parameters';
import { platformParameterName } from '../domain/release/platform-names';

/**
 * What a platform asks of every release, as it is now.
 *
 * @throws Error where it cannot be read or understood: what nobody can judge does not pass
 */
export async function publishedPolicy(platformName: string, parameters: Parameters): Promise<Policy> {
  const name = platformParameterName(platformName, 'policy');
  const read = readPolicy(await parameters.read(name));
  if ('problem' in read) throw new Error(`The policy in the parameter ${name} cannot be read: ${read.problem}`);
  return read.policy;
}
