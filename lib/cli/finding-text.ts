import pc from 'picocolors';
import type { Finding } from '../domain/preflight/finding';

/** A finding as a person reads it. */
export function findingText({ severity, release, code, what, why, mend }: Finding): string {
  const word = { stops: pc.red('stops'), warns: pc.yellow('warns'), notes: pc.dim('notes') }[severity];
  return [
    `${word}  ${release}  ${code}`,
    `  ${what}`,
    `  Why: ${why}`,
    ...(mend === undefined ? [] : [`  Mend: ${mend}`]),
  ].join('\n');
}
