import { errorText } from '../domain/release/error-text';
import { alarmTitle, shadowAlarmsOf, type Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import type { AlarmRead } from '../domain/shift/alarm-story';
import { shadowAlarmVerdict } from '../domain/shift/shadow-alarm';
import type { Verdict } from '../domain/gate/verdict';
import { inTime } from './in-time';
import type { ReleaseHands } from './watch-ports';

interface Seeing {
  readonly release: Release;
  readonly manifest: Manifest;
  readonly hands: Pick<ReleaseHands, 'alarm'>;
}

/** So long one alarm is waited for, in milliseconds; the function has a minute, for all of them side by side. */
const ALARM_MS = 15_000;

/**
 * What each alarm that is a shadow says of a release up to now, out of the alarm's own history: it keeps what happened
 * between two looks. A shadow never decides, even where it cannot be read.
 */
export async function seeShadowAlarms(
  { release, manifest, hands }: Seeing,
  now: number,
): Promise<readonly { readonly name: string; readonly verdict: Verdict }[]> {
  const time = { from: release.openedAt, until: now };
  return Promise.all(
    shadowAlarmsOf(manifest).map(async (shadow) => ({
      name: alarmTitle(shadow.place),
      verdict: shadowAlarmVerdict(shadow, await read(hands, shadow.alarmName, time.from), time),
    })),
  );
}

async function read(hands: Seeing['hands'], alarmName: string, since: number): Promise<AlarmRead> {
  const done = await inTime(hands.alarm(alarmName, since), ALARM_MS, 'CloudWatch did not answer');
  return 'error' in done ? { refused: `${errorText(done.error.name, done.error.message)}.` } : done.value;
}
