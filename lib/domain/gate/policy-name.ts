/** By it the names of what the platform asks for itself begin. */
export const POLICY_PREFIX = 'policy-';

/** Whether a name is kept for what the platform asks for itself. */
export function isKeptForPolicy(name: string): boolean {
  return name.startsWith(POLICY_PREFIX);
}
