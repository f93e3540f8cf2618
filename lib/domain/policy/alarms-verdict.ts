import { glassSentence, glassStanding, type GlassStanding } from '../attestation/break-glass';
import type { Attestation } from '../attestation/attestation';
import { oneLine } from '../text/one-line';
import type { Reason, Verdict } from '../gate/verdict';
import { ignoredAlarms, type AlarmWatch } from '../release/alarm-watch';

/** What is known of a deployment's alarms, and of the break-glass that its manifest names. */
export interface AlarmsJudged {
  readonly releaseId: string;
  readonly watch: AlarmWatch;
  /** The names of the alarms that the release is to be stopped by, by its manifest. */
  readonly expected: readonly string[];
  /** The id of the break-glass, by its manifest. */
  readonly glassId?: string | undefined;
  /** The id of the release that has used it. */
  readonly spentBy?: string | undefined;
}

/** The verdict about a release whose alarms are ignored: by a break-glass of its own it passes. Undefined where none is. */
export function alarmsVerdict(
  { releaseId, watch, expected, glassId, spentBy }: AlarmsJudged,
  about: { readonly subject: string | undefined; readonly attestations: readonly Attestation[]; readonly at: number },
): Verdict | undefined {
  const ignored = ignoredAlarms(watch, expected);
  if (ignored === undefined) return undefined;
  const { subject, attestations, at } = about;
  const evidence = {
    source: `CodeDeploy, and attestations about subject ${subject?.slice(0, 12) ?? 'unknown'}`,
    sampleSize: 1,
    windowMs: 0,
    figures: { alarms: expected.length },
  };
  const refused = (reason: Reason): Verdict => ({
    outcome: 'fail',
    reasons: [reason, { code: 'alarms-ignored', message: ignored }],
    evidence,
  });
  if (glassId === undefined || subject === undefined) return refused(NO_GLASS);
  const standing = glassStanding(glassId, subject, attestations, at);
  if (standing.is !== 'good') return refused(notGood(standing, glassId, subject));
  if (spentBy !== undefined && spentBy !== releaseId)
    return refused({
      code: 'glass-spent',
      message: `Break-glass ${glassId} was used by release ${spentBy}, and is good for one: ${AGAIN}.`,
    });
  return {
    outcome: 'pass',
    reasons: [
      { code: 'break-glass', message: glassSentence(standing.glass) },
      { code: 'alarms-ignored', message: ignored },
    ],
    evidence,
  };
}

const AGAIN = 'run `sluice break-glass` anew, or synthesize without `sluice:break-glass`';

const NO_GLASS: Reason = {
  code: 'no-glass',
  message:
    'The alarms of this release are ignored, and its manifest names no break-glass: take out what switches them off, or run `sluice break-glass` and deploy with `-c sluice:break-glass=ID`.',
};

function notGood(standing: Exclude<GlassStanding, { readonly is: 'good' }>, id: string, subject: string): Reason {
  switch (standing.is) {
    case 'of-another-subject':
      return {
        code: 'glass-of-another-subject',
        message: `Break-glass ${id} is about another subject than ${subject.slice(0, 12)}, which is released: ${AGAIN}.`,
      };
    case 'unknown':
      return { code: 'glass-unknown', message: `Nobody broke the glass ${id} of this subject: ${AGAIN}.` };
    case 'expired': {
      const { by, until } = standing.glass;
      return {
        code: 'glass-expired',
        message: `Break-glass ${id} of ${oneLine(by)} counts no more since ${new Date(until).toISOString()}: ${AGAIN}.`,
      };
    }
    case 'refused':
      return {
        code: 'glass-refused',
        message: `${oneLine(standing.glass.by)} refused ${id}: ${oneLine(standing.glass.because)}`,
      };
    case 'taken-back':
      return {
        code: 'glass-taken-back',
        message: `Break-glass ${id} of ${oneLine(standing.glass.by)} was taken back: ${AGAIN}.`,
      };
  }
}
