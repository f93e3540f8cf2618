import * as v from 'valibot';
import { calendarNameSchema } from './calendar-source';
import { openHoursProblems, WEEKDAYS, type OpenHours } from './open-hours';

const hoursOfDay = v.strictObject({ from: v.string(), to: v.string() });
const day = v.optional(v.array(hoursOfDay));

const openHoursSchema: v.GenericSchema<unknown, OpenHours> = v.pipe(
  v.strictObject({
    timeZone: v.string(),
    days: v.strictObject(
      Object.fromEntries(WEEKDAYS.map((name) => [name, day])) as Record<(typeof WEEKDAYS)[number], typeof day>,
    ),
    holidays: v.optional(v.array(v.strictObject({ date: v.string(), name: v.optional(v.string()) }))),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const message of openHoursProblems(dataset.value)) addIssue({ message });
  }),
);

/** By what releases are held back: calendars of the platform by their names, and the hours outside of which nobody releases. */
export const freezeEntries = {
  calendars: v.optional(v.pipe(v.array(calendarNameSchema), v.minLength(1))),
  openHours: v.optional(openHoursSchema),
};

export const freezeSchema = v.strictObject(freezeEntries);

export type Freeze = v.InferOutput<typeof freezeSchema>;
