import { nullOf, NULLS, REGRESSIONS } from '../../../bench/detection/cells';
import { drawsFrom } from '../../../bench/detection/draws';
import { losingTable, soonerTable } from '../../../bench/detection/peer-tables';
import type { Row } from '../../../bench/detection/play-cell';
import { FLAGGER } from '../../../bench/detection/peers/flagger';
import { KAYENTA } from '../../../bench/detection/peers/kayenta';
import { OURS_60 } from '../../../bench/detection/rules';
import { AS_DOCUMENTED, soonerThanPeers, SOONEST, TUNED, type Sooner } from '../../../bench/detection/sooner';
import { PLACES, playOracle, type TunedRow } from '../../../bench/tuning/oracle';
import { FAMILIES } from '../../../bench/tuning/static-rules';

const row = (rule: string, values: Partial<Row>): Row => ({
  kind: 'regression',
  cell: '+5 pp',
  requestsPerSecond: 10,
  baseline: 0.005,
  rule,
  ours: rule === OURS_60.name,
  everySeconds: 60,
  runs: 100,
  rolledBack: 100,
  early: 0,
  lowerPercent: 0,
  upperPercent: 0,
  openSeconds: 1800,
  medianSeconds: 60,
  meanSeconds: 60,
  errorsServed: 0,
  limitSeconds: 30,
  ...values,
});
const harmless = (rule: string, rolledBack: number) => row(rule, { kind: 'null', cell: 'alike', rolledBack });
const outage = { cell: 'outage', limitSeconds: 120 } as const;

describe('how many times sooner the watch is', () => {
  const rows = [
    row(OURS_60.name, {}),
    row(OURS_60.name, { ...outage, medianSeconds: 120, meanSeconds: 150 }),
    harmless(KAYENTA.name, 5),
    row(KAYENTA.name, { medianSeconds: 300, meanSeconds: 360 }),
    row(KAYENTA.name, { ...outage, medianSeconds: undefined, meanSeconds: 1500 }),
    harmless(FLAGGER.name, 6),
    row(FLAGGER.name, {}),
  ];
  const one = (peer: string, all: readonly Sooner[]) => all.find((each) => each.peer === peer)!;

  it('is counted in the cells where a rule holds 5 %, one that never rolls back at the end of the window', () => {
    const sooner = soonerThanPeers(rows, []);
    expect(sooner.map(({ peer }) => peer)).not.toContain(FLAGGER.name);
    const kayenta = one(KAYENTA.name, sooner);
    expect(kayenta).toMatchObject({ ours: OURS_60.name, cells: 2, worstTimes: 5, lost: 0, goal: 5 });
    expect(kayenta.medianTimes).toBeCloseTo(Math.sqrt(5 * 15), 9);
    expect(kayenta.meanTimes).toBeCloseTo(Math.sqrt(6 * 10), 9);
    // At the limit, but no sooner than the first look: after 60 and 120 s.
    expect(kayenta.possibleTimes).toBeCloseTo(Math.sqrt(5 * 15), 9);
    expect(one(AS_DOCUMENTED, sooner)).toMatchObject({ cells: 2 });
  });

  it('is less than one where a rule is sooner, and these cells stay in', () => {
    const best: TunedRow = {
      place: '+5 pp, 10 rps, 0.5 %',
      family: 'alarm',
      dataSeconds: 60,
      setting: 'a setting',
      regression: row('a setting', { medianSeconds: 30, meanSeconds: 30 }),
      harmless: harmless('a setting', 1),
    };
    const sooner = soonerThanPeers(rows, [best, { ...best, dataSeconds: 10 }]);
    expect(one(TUNED, sooner)).toMatchObject({ cells: 1, medianTimes: 0.5, lost: 1 });
    expect(one(AS_DOCUMENTED, sooner)).toMatchObject({ cells: 2, lost: 0 });
    const soonest = one(SOONEST, sooner);
    expect([soonest.cells, soonest.lost]).toEqual([2, 1]);
    expect(soonest.medianTimes).toBeCloseTo(Math.sqrt(0.5 * 15), 9);
    expect(losingTable(rows, [best])).toMatch(/^\+5 pp, 10 rps, 0\.5 % +60 s +60 +30 +1\.0 +alarm$/m);
  });

  it('says by how much a goal is missed', () => {
    const text = soonerTable(soonerThanPeers(rows, []));
    expect(text).toMatch(new RegExp(`${AS_DOCUMENTED} +2 +8\\.7 .*>= 5 +reached`));
    const slow = rows.map((each) => (each.ours ? { ...each, medianSeconds: 300 } : each));
    expect(soonerTable(soonerThanPeers(slow, []))).toMatch(/>= 5 +short by 2\.6/);
    expect(text).toMatch(/>= 15 +nothing compared/);
  });

  it('leaves out where neither sees half of the releases', () => {
    const blind = rows.map((each) => ({ ...each, medianSeconds: undefined }));
    expect(one(AS_DOCUMENTED, soonerThanPeers(blind, []))).toMatchObject({ cells: 0, medianTimes: undefined });
  });
});

describe('what a cell would be with nothing wrong', () => {
  it('is a null with the same traffic and blue', () => {
    for (const cell of REGRESSIONS) {
      const { name, requestsPerSecond, baseline, kind } = nullOf(cell);
      expect([kind, requestsPerSecond, baseline]).toEqual(['null', cell.requestsPerSecond, cell.baseline]);
      expect(name).toBe(cell.name.includes('incident') ? 'incident in both' : 'alike');
      // Up to the onset the two are the same.
      const { truth } = nullOf(cell);
      for (let second = 0; second < cell.truth.onset; second += 60) {
        expect(cell.truth.green(second, 1)).toBe(truth.green(second, 1));
        expect(cell.truth.blue(second, 1)).toBe(truth.blue(second, 1));
      }
    }
    expect(() => nullOf({ ...NULLS[0]!, requestsPerSecond: 3 })).toThrow('3 rps');
  });

  it('leaves each regression in one place', () => {
    expect(PLACES.flat()).toHaveLength(REGRESSIONS.length);
    expect(new Set(PLACES.flat()).size).toBe(REGRESSIONS.length);
  });
});

describe('static rules that are tuned', () => {
  const place = PLACES.find(
    (cells) =>
      nullOf(cells[0]!) ===
      NULLS.find(
        ({ name, requestsPerSecond, baseline }) => name === 'alike' && requestsPerSecond === 100 && baseline === 0.005,
      ),
  )!;
  const cells = place.filter(({ name }) => name === '+1 pp' || name === 'outage');
  const judged = drawsFrom('tests of tuning', 1);
  const rows = playOracle(cells, { tuning: 60, judged: 30 }, 1, judged);

  it('have at most 20 settings each, for both data', () => {
    for (const { settings } of FAMILIES) expect(settings.length).toBeLessThanOrEqual(20);
    expect(new Set(FAMILIES.flatMap(({ settings }) => settings.map(({ name }) => name))).size).toBe(120);
  });

  it('are set for the cell: hardly ever rolled back with nothing wrong, and seen soon', () => {
    expect(rows.map(({ place: where, family }) => [where.split(',')[0], family])).toEqual(
      cells.flatMap(({ name }) => FAMILIES.map((family) => [name, family.name])),
    );
    for (const { harmless: nothing, regression } of rows) {
      if (!nothing || !regression) continue;
      expect(nothing.cell).toBe('alike');
      expect(nothing.rolledBack).toBeLessThanOrEqual(3);
      expect(regression.runs).toBe(30);
    }
    const outages = rows.filter(({ regression }) => regression?.cell === 'outage');
    expect(Math.min(...outages.map(({ regression }) => regression!.meanSeconds))).toBe(10);
    const [alarm] = rows;
    // Green's rate alone, with blue's known: 1 % between 0.5 and 1.5 is what tells, at 600 calls a minute.
    expect(alarm!.setting).toMatch(/^green > 1 %/);
  });

  it('are chosen on other seeds than they are judged with', () => {
    const other = playOracle(cells, { tuning: 60, judged: 30 }, 1, drawsFrom('tests of tuning', 2));
    expect(other.map(({ setting }) => setting)).toEqual(rows.map(({ setting }) => setting));
    expect(other).not.toEqual(rows);
  });
});
