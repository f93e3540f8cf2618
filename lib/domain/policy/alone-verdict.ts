import type { Verdict } from '../gate/verdict';
import { counted } from '../text/figures';
import { isMeant } from './service-pattern';
import type { Schedule, UnderWay } from './schedule';

/**
 * The verdict on what else is being released: nothing of some functions may be under way. Of two that begin at the same time
 * it is the one that was opened first that goes on.
 *
 * @param patterns names of functions, in which `*` stands for any characters
 */
export function aloneVerdict(
  patterns: readonly string[],
  { release, underWay }: Pick<Schedule, 'release' | 'underWay'>,
): Verdict {
  const conflicts = underWay.filter(
    (other) =>
      other.id !== release.id &&
      patterns.some((pattern) => isMeant(pattern, other.functionName)) &&
      (other.state !== 'gating' || isBefore(other, release)),
  );
  const [reason, ...more] = conflicts.map(({ id, functionName, state, openedAt, blue, green }) => ({
    code: 'conflicting-release',
    message: `Release ${id} of ${functionName} (${blue === undefined ? 'its first' : `version ${blue} to ${green}`}) is ${state} since it was opened at ${new Date(openedAt).toISOString()}: deploy once it has ended.`,
  }));
  return {
    outcome: reason ? 'fail' : 'pass',
    reasons: reason
      ? [reason, ...more]
      : [{ code: 'alone', message: `No release of ${patterns.map((one) => `\`${one}\``).join(', ')} is under way.` }],
    evidence: {
      source: `the ledger: ${counted(underWay.length, 'other release')} under way`,
      sampleSize: 1,
      windowMs: 0,
      figures: {},
    },
  };
}

function isBefore(other: Pick<UnderWay, 'id' | 'openedAt'>, release: Pick<UnderWay, 'id' | 'openedAt'>): boolean {
  return other.openedAt === release.openedAt ? other.id < release.id : other.openedAt < release.openedAt;
}
