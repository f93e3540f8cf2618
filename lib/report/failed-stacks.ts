import type { Report, ReportedStack } from './report';

/** The stacks that failed in steps that have no release to say so. */
export function failedWithoutRelease({ stacks, releases }: Pick<Report, 'stacks' | 'releases'>) {
  return stacks.filter(({ step, failed }) => failed && !releases.some((release) => release.step === step));
}

/** Says that a stack failed, and why. */
export function stackFailed({ stack, status, reason }: Pick<ReportedStack, 'stack' | 'status' | 'reason'>): string {
  return `The stack ${stack} failed with ${status ?? 'no status'}${reason === null ? '' : `: ${reason}`}`;
}
