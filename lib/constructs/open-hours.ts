import { openHoursProblems, WEEKDAYS, type HoursOfDay, type OpenHours as Hours } from '../domain/calendar/open-hours';
import { shown, soundProps, type PropTable } from './sound-props';

export interface OfficeHoursProps {
  /** Where the clock hangs, by its name in the IANA database: such as `Europe/Berlin`. */
  readonly timeZone: string;
  /**
   * Days on which nobody releases: dates, each with what it is called behind it if you like, such as `2026-12-25 Christmas Day`.
   *
   * @default - none
   */
  readonly holidays?: string[];
}

export interface WeeklyHoursProps extends OfficeHoursProps {
  /**
   * The hours of this day, such as `09:00-12:00` and `13:00-17:30`; the end is excluded, and `24:00` at the latest.
   *
   * @default - closed
   */
  readonly monday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly tuesday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly wednesday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly thursday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly friday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly saturday?: string[];
  /**
   * The hours of this day.
   *
   * @default - closed
   */
  readonly sunday?: string[];
}

const OFFICE_PROPS = { timeZone: 'text!', holidays: 'texts' } as const satisfies PropTable<OfficeHoursProps>;
const WEEKLY_PROPS = {
  ...OFFICE_PROPS,
  ...{ monday: 'texts', tuesday: 'texts', wednesday: 'texts', thursday: 'texts', friday: 'texts' },
  ...{ saturday: 'texts', sunday: 'texts' },
} as const satisfies PropTable<WeeklyHoursProps>;

const OFFICE_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** When releases may happen, by the clock of one place: outside of it all is closed. */
export class OpenHours {
  /** Monday to Friday, nine to five, but on holidays. */
  static office(props: OfficeHoursProps): OpenHours {
    const { sound, problems } = soundProps<OfficeHoursProps>(props, OFFICE_PROPS);
    const days = Object.fromEntries(OFFICE_DAYS.map((day) => [day, ['09:00-17:00']]));
    return OpenHours.of({ ...sound, ...days }, problems);
  }

  /** Hours of your own for each day of the week; a day that is left out is closed. */
  static weekly(props: WeeklyHoursProps): OpenHours {
    const { sound, problems } = soundProps<WeeklyHoursProps>(props, WEEKLY_PROPS);
    return OpenHours.of(sound, problems);
  }

  private static of(
    { timeZone = 'UTC', holidays = [], ...days }: Partial<WeeklyHoursProps>,
    problems: readonly string[],
  ) {
    const ranges = WEEKDAYS.flatMap((day) => (days[day] ?? []).map((text) => ({ day, text, hours: hoursOf(text) })));
    const wrong = ranges.flatMap(({ day, text, hours }) =>
      hours ? [] : [`\`${day}\` must be hours such as 09:00-17:00, got: ${shown(text)}`],
    );
    const open = WEEKDAYS.filter((day) => days[day] !== undefined);
    const hours: Hours = {
      timeZone,
      days: Object.fromEntries(
        open.map((day) => [day, ranges.flatMap((range) => (range.day === day && range.hours ? [range.hours] : []))]),
      ),
      ...(holidays.length === 0 ? {} : { holidays: holidays.map(holidayOf) }),
    };
    return new OpenHours(hours, [...problems, ...wrong, ...openHoursProblems(hours)]);
  }

  private constructor(
    private readonly hours: Hours,
    private readonly problems: readonly string[],
  ) {}

  /** @internal */
  _bind(): { readonly hours: Hours; readonly problems: readonly string[] } {
    const { hours, problems } = this;
    return { hours, problems };
  }
}

function hoursOf(text: string): HoursOfDay | undefined {
  const [, from, to] = /^(\d\d:\d\d) ?[-–] ?(\d\d:\d\d)$/.exec(text) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function holidayOf(text: string) {
  const [date = '', ...name] = text.trim().split(/\s+/);
  return { date, ...(name.length === 0 ? {} : { name: name.join(' ') }) };
}
