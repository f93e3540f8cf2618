import { Secret } from '../domain/secret/secret';

/**
 * An error of AWS without a secret that was sent: services repeat what breaks a rule ("Value '…' at '…' failed to satisfy
 * constraint"), and Lambda logs an error with all that is in it.
 */
export function withoutSecret(error: unknown, value: string, what: string): Error {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return Object.assign(new Error(new Secret(value, what).hiddenIn(message)), { name });
}
