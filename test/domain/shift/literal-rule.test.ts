import { afterRuleLook } from '../../../lib/domain/shift/literal-rule';
import { MINUTE_MS, type Series } from '../../../lib/domain/shift/metrics';
import { at, BEGAN } from './example-shift';
import cases from '../../cases/shift/literal-rules.json';

interface Case {
  readonly name: string;
  /** So many minutes of so many. */
  readonly rule: readonly number[];
  readonly began?: number;
  readonly blue: Readonly<Record<string, number | undefined>>;
  readonly green: Readonly<Record<string, number | undefined>>;
  readonly looks: readonly number[];
  readonly broken: number | null;
  /** The look that found it; the last one where it is left out. */
  readonly metAt?: number;
  readonly compared: number;
}

const onePoint = { kind: 'points', points: 1 } as const;

describe('a rule of so many minutes', () => {
  it.each(cases as readonly Case[])('$name', ({ rule: [minutes = 0, of = 0], began = BEGAN, ...given }) => {
    const seriesOf = (values: Readonly<Record<string, number | undefined>>): Series =>
      new Map(Object.entries(values).map(([minute, value = 0]) => [began + Number(minute) * MINUTE_MS, value]));
    const values = { blue: seriesOf(given.blue), green: seriesOf(given.green) };
    const last = given.looks.reduce(
      (known, look) =>
        afterRuleLook(known, {
          ...{ rule: { kind: 'above-blue', minutes, of }, maxIncrease: onePoint },
          ...{ values, at: began + look * MINUTE_MS },
        }),
      afterRuleLook({ compared: 0, until: began }, { ...nothing, rule: { kind: 'above-blue', minutes, of } }),
    );
    expect(last.compared).toBe(given.compared);
    expect(last.broken).toEqual(
      given.broken === null
        ? undefined
        : {
            at: began + (given.metAt ?? given.looks.at(-1)!) * MINUTE_MS,
            blue: given.blue[given.broken],
            green: given.green[given.broken],
            minutes,
          },
    );
  });

  it('that was met once stays met, by the values that met it', () => {
    const rule = { kind: 'above-blue', minutes: 1, of: 1 } as const;
    const look = (minute: number, green: number, known: Parameters<typeof afterRuleLook>[0]) =>
      afterRuleLook(known, {
        ...{ rule, maxIncrease: onePoint, at: at(minute + 3) },
        values: { blue: new Map([[at(minute), 1]]), green: new Map([[at(minute), green]]) },
      });
    const met = look(1, 5, { compared: 0, until: BEGAN });
    const later = look(3, 9, look(2, 1, met));
    expect(later).toMatchObject({ compared: 3, broken: { at: at(4), blue: 1, green: 5, minutes: 1 } });
  });
});

const nothing = { maxIncrease: onePoint, values: { blue: new Map(), green: new Map() }, at: BEGAN };
