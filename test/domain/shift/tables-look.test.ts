import type { Series } from '../../../lib/domain/shift/metrics';
import { afterTablesLook, NO_TABLES, throttledByGreen } from '../../../lib/domain/shift/tables-look';
import { at, BEGAN } from './example-shift';
import cases from '../../cases/shift/tables.json';

type Events = Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>;

interface Case {
  readonly name: string;
  readonly looks: readonly { readonly at: number; readonly before?: Events; readonly events: Events }[];
  readonly throttled: Readonly<Record<string, number | undefined>>;
  /** How many minutes were seen whole. */
  readonly minutes: number;
}

const tables = [{ table: 'catalogue' }, { table: 'catalogue', index: 'by-author' }];

describe('a table', () => {
  it.each(cases as readonly Case[])('$name', ({ looks, throttled, minutes }) => {
    const known = looks.reduce(
      (watch, { at: minute, before, events }) =>
        afterTablesLook(
          watch,
          { tables, events: seriesOf(events), before: before && seriesOf(before) },
          // Traffic began within a minute.
          { began: BEGAN + 20_000, at: at(minute) },
        ),
      NO_TABLES,
    );
    expect(Object.fromEntries(throttledByGreen(known))).toEqual(throttled);
    expect(known.minutes).toBe(minutes);
  });
});

function seriesOf(events: Events): readonly Series[] {
  return ['catalogue', 'catalogue/by-author'].map(
    (name) => new Map(Object.entries(events[name] ?? {}).map(([minute, count = 0]) => [at(Number(minute)), count])),
  );
}
