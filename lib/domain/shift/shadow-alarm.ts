import type { Reason, Verdict } from '../gate/verdict';
import { timeText } from '../text/figures';
import { stateAtStart, type AlarmRead, type AlarmStory } from './alarm-story';

/** An alarm that is a shadow: what the release calls it, and what CloudWatch does. */
export interface ShadowAlarm {
  readonly place: string;
  readonly alarmName: string;
}

/** The stretch of a release that an alarm was read over. Milliseconds since the epoch. */
export interface AlarmTime {
  /** When the release was opened: CodeDeploy looks at alarms from there on. */
  readonly from: number;
  readonly until: number;
}

/**
 * What an alarm that is a shadow says of a release: whether CodeDeploy would have stopped it, had the alarm been in the
 * group's list. One that nobody could read, or that had no data, says nothing.
 */
export function shadowAlarmVerdict({ alarmName }: ShadowAlarm, read: AlarmRead, time: AlarmTime): Verdict {
  if ('refused' in read) {
    const message = `The state of alarm ${alarmName} could not be read: ${read.refused}`;
    return { outcome: 'inconclusive', reasons: [{ code: 'alarm-not-read', message }], evidence: evidenceOf([], time) };
  }
  const { outcome, reason } = said(alarmName, read, time);
  return { outcome, reasons: [reason], evidence: evidenceOf(spansOf(read, time), time) };
}

function said(
  name: string,
  story: AlarmStory,
  { from, until }: AlarmTime,
): { readonly outcome: Verdict['outcome']; readonly reason: Reason } {
  const wentRed = story.changes.find(({ to }) => to === 'ALARM');
  const between = `between ${timeText(from)} and ${timeText(until)}`;
  if (stateAtStart(story) === 'ALARM') {
    const message = `Alarm ${name} was red already at ${timeText(from)}, when the release began: CodeDeploy would have stopped it before any traffic moved.`;
    return { outcome: 'fail', reason: { code: 'alarm-red-before', message } };
  }
  if (wentRed) {
    const message = `Alarm ${name} went red at ${timeText(wentRed.at)}: it would have rolled the release back.`;
    return { outcome: 'fail', reason: { code: 'alarm-went-red', message } };
  }
  if (stateAtStart(story) === undefined) {
    const message = `There is no alarm ${name}.`;
    return { outcome: 'inconclusive', reason: { code: 'alarm-missing', message } };
  }
  if (story.changes.length === 0 && story.state === 'INSUFFICIENT_DATA') {
    const message = `Alarm ${name} had no data ${between}.`;
    return { outcome: 'inconclusive', reason: { code: 'alarm-without-data', message } };
  }
  return { outcome: 'pass', reason: { code: 'alarm-not-red', message: `Alarm ${name} was not red ${between}.` } };
}

/** A state with how long it lasted, in milliseconds. */
interface Span {
  readonly state: string;
  readonly ms: number;
}

function spansOf(story: AlarmStory, { from, until }: AlarmTime): readonly Span[] {
  const first = stateAtStart(story);
  if (first === undefined) return [];
  const states = [{ at: from, state: first }, ...story.changes.map(({ at, to }) => ({ at, state: to }))];
  return states.map(({ at, state }, index) => ({ state, ms: Math.max(0, (states[index + 1]?.at ?? until) - at) }));
}

function evidenceOf(spans: readonly Span[], { from, until }: AlarmTime): Verdict['evidence'] {
  const redMs = spans.reduce((sum, { state, ms }) => (state === 'ALARM' ? sum + ms : sum), 0);
  return {
    source: 'states of an alarm',
    sampleSize: spans.length,
    windowMs: Math.max(0, until - from),
    figures: { changesOfState: Math.max(0, spans.length - 1), redSeconds: Math.round(redMs / 1000) },
  };
}
