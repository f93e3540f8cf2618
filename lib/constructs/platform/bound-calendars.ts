import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CalendarSource } from '../../domain/calendar/calendar-source';
import type { Permission } from '../allow';
import { shown } from '../sound-props';
import type { Calendar } from './calendar';

/** The calendars of a platform, and what whoever reads them may do. */
export interface BoundCalendars {
  readonly sources: Readonly<Record<string, CalendarSource>>;
  readonly permissions: readonly Permission[];
}

/** What is wrong with calendars, each as one sentence: with each, and where two have one name. */
export function calendarProblems(calendars: readonly Calendar[]): readonly string[] {
  const distinct = [...new Set(calendars)];
  const names = distinct.map(({ name }) => name);
  const doubled = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...distinct.flatMap((calendar) =>
      calendar._problems().map((problem) => `calendar ${shown(calendar.name)}: ${problem}`),
    ),
    ...doubled.map(
      (name) => `calendars must have names of their own, got: ${shown(name)} twice; give one another by \`name\``,
    ),
  ];
}

export function boundCalendars(scope: Construct, calendars: readonly Calendar[]): BoundCalendars {
  const bound = [...new Set(calendars)].map((one) => ({ name: one.name, ...one._bindToPlatform(scope) }));
  return {
    sources: Object.fromEntries(bound.map(({ name, source }) => [name, source])),
    permissions: bound.flatMap(({ permissions }) => permissions),
  };
}

/** The longest name of a bucket (Amazon S3 User Guide, "Bucket naming rules"), and more than any other name here. */
const LONGEST = 'b'.repeat(63);

/** A calendar with what exists only once deployed at its longest. */
export function atItsLongest(source: CalendarSource): CalendarSource {
  return source.kind === 'file' && Token.isUnresolved(source.bucket) ? { ...source, bucket: LONGEST } : source;
}
