import { standingOf } from '../attestation/standing';
import type { Attestation } from '../attestation/attestation';
import { judgeCalendar, type ClosedSpan } from '../calendar/calendar';
import type { CalendarReading } from '../calendar/calendar-source';
import type { Freeze } from '../calendar/freeze';
import { closedOutside } from '../calendar/open-hours';
import type { Reason, Verdict } from '../gate/verdict';
import { listText, timeText } from '../text/figures';
import { oneLine } from '../text/one-line';
import { OVERRIDES } from '../gate/overrides';
import type { Schedule } from './schedule';

/** The kind of attestation by which somebody who may lets a release through a freeze, and says why. */
export const FREEZE_OVERRIDE = 'freeze-override';

/**
 * The verdict on when a release is to happen: nothing that it is held to may close from now until all of it is over, as nobody
 * can pause a shift. A calendar that cannot be read may be closed: then nobody knows.
 *
 * @param attestations those of the release's subject
 */
export function freezeVerdict(
  freezes: readonly Freeze[],
  { planned, calendars }: Pick<Schedule, 'planned' | 'calendars'>,
  attestations: readonly Attestation[],
): Verdict {
  const { now, bakeEnds } = planned;
  const names = [...new Set(freezes.flatMap((freeze) => freeze.calendars ?? []))];
  const hours = freezes.flatMap(({ openHours }) => (openHours ? [openHours] : []));
  const readings = names.map((name) => ({ name, reading: readingOf(name, calendars) }));
  const spans = [
    ...readings.flatMap(({ reading }): readonly ClosedSpan[] => ('spans' in reading ? reading.spans : [])),
    ...hours.flatMap((open) => closedOutside(open, now, Math.max(bakeEnds, now + 1))),
  ];
  const judged = judgeCalendar(spans, planned);
  const closing: readonly Reason[] =
    judged.kind === 'open'
      ? []
      : [{ code: judged.kind === 'closed' ? 'closed-now' : 'would-run-into-freeze', message: judged.sentence }];
  const unread = readings.flatMap(({ name, reading }) =>
    'spans' in reading ? [] : [unreadReason(name, reading.problem)],
  );
  const against = [...closing, ...unread];
  const evidence = {
    source: sourceOf(
      names,
      hours.map(({ timeZone }) => timeZone),
    ),
    sampleSize: names.length - unread.length + hours.length,
    windowMs: bakeEnds - now,
    figures: {},
  };
  if (against.length === 0)
    return { outcome: 'pass', reasons: [{ code: 'calendar-open', message: judged.sentence }], evidence };
  const override = overrideOf(attestations, now);
  if (override)
    return {
      outcome: 'pass',
      reasons: [override, ...against],
      // What somebody said is what it rests on.
      evidence: { ...evidence, sampleSize: evidence.sampleSize + 1 },
    };
  return { outcome: closing.length > 0 ? 'fail' : 'inconclusive', reasons: against, evidence };
}

function readingOf(name: string, calendars: Schedule['calendars']): CalendarReading {
  const known = Object.hasOwn(calendars, name) ? calendars[name] : undefined;
  return known ?? { problem: 'the platform has no calendar of this name' };
}

function unreadReason(name: string, problem: string): Reason {
  return {
    code: 'calendar-unreadable',
    message: `Calendar \`${name}\` cannot be read, so nobody knows whether it is closed: ${oneLine(problem).replace(/\.$/, '')}.`,
  };
}

function overrideOf(attestations: readonly Attestation[], at: number): Reason | undefined {
  const standing = standingOf(FREEZE_OVERRIDE, attestations, at);
  if (standing.is !== 'passed') return undefined;
  const { at: attestedAt, by, said } = standing.latest;
  return {
    code: OVERRIDES.freeze,
    message: `Let through at ${timeText(attestedAt)} by ${oneLine(by.arn)}: “${oneLine(said)}”`,
  };
}

function sourceOf(calendars: readonly string[], zones: readonly string[]): string {
  return listText([
    ...calendars.map((name) => `calendar \`${name}\``),
    ...[...new Set(zones)].map((zone) => `the open hours of ${zone}`),
  ]);
}
