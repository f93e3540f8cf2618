import type { ReleaseObservation } from 'sluice/rehearsal';
import { CASES } from '../../bench/end-to-end/cases';
import { endToEndGoals } from '../../bench/end-to-end/goals';
import { HORIZON_SECONDS, judgeRelease, type PlayedRelease } from '../../bench/end-to-end/judge-release';
import { plansOf } from '../../bench/end-to-end/plans';
import { rowOf, type Row } from '../../bench/end-to-end/rows';
import { winnersOf } from '../../bench/end-to-end/winners';

const START = Date.UTC(2026, 0, 5, 9);
const at = (seconds: number) => START + seconds * 1000;
const caseOf = (name: string) => CASES.find((one) => one.name === name)!;

function observed(some: Partial<ReleaseObservation>): ReleaseObservation {
  return {
    step: '1',
    startedAt: START,
    endedAt: at(600),
    stackName: 'Parcels',
    functionName: 'parcels',
    aliasName: 'live',
    outcome: 'released',
    timeline: [],
    traffic: [],
    serving: [],
    requests: { blue: { total: 0, errors: 0 }, green: { total: 0, errors: 0 } },
    moments: {},
    messages: [],
    outsideCalls: [],
    deniedCalls: [],
    faults: [],
    ...some,
  };
}

const green = (total: number) => ({ blue: { total: 0, errors: 0 }, green: { total, errors: 0 } });

describe('what came of a rehearsal', () => {
  it('counts from green’s first traffic until all of it was back', () => {
    const release = observed({
      outcome: 'rolled-back',
      traffic: [
        { at: at(30), weight: 0.1 },
        { at: at(210), weight: 0 },
      ],
      moments: { restoredAt: at(212) },
      requests: green(180),
    });
    expect(judgeRelease(release, { badShare: 0.5, requestsPerSecond: 10 })).toEqual({
      released: false,
      restoredSeconds: 182,
      badServed: 90,
    });
  });

  it('goes on to the horizon where nothing was put back', () => {
    const traffic = [
      { at: at(0), weight: 0.1 },
      { at: at(600), weight: 1 },
    ];
    const release = observed({ traffic, requests: green(620) });
    const judged = judgeRelease(release, { badShare: 0.05, requestsPerSecond: 10 });
    expect(Object.keys(judged)).toEqual(['released', 'badServed']);
    expect(judged.released).toBe(true);
    expect(judged.badServed).toBeCloseTo((620 + 10 * (HORIZON_SECONDS - 600)) * 0.05);
  });

  it('has served nothing bad where no traffic moved', () => {
    const release = observed({ outcome: 'blocked', traffic: [{ at: at(0), weight: 0 }], requests: green(0) });
    expect(judgeRelease(release, { badShare: 1, requestsPerSecond: 10 })).toEqual({ released: false, badServed: 0 });
  });
});

describe('what is played of a cell', () => {
  const cell = (name: string) => ({ setting: 'ours', case: caseOf(name), requestsPerSecond: 10 });
  const assemblies = ['first', 'a', 'b', 'c'];
  const play = { seed: 7, batch: 0, rehearsals: 3 };
  const deployed = (plan: ReturnType<typeof plansOf>[number]) =>
    plan.steps.flatMap((step) => (step.kind === 'deploy' ? [step.directory] : []));

  it('is one account for harmless releases in a row, with time between them', () => {
    const plans = plansOf(cell('shared incident, 20 % for 5 min'), assemblies, play);
    expect(plans.map(deployed)).toEqual([assemblies]);
    const [{ steps }] = plans as [(typeof plans)[number]];
    expect(steps.filter(({ kind }) => kind === 'wait')).toHaveLength(3);
    expect(steps[2]).toMatchObject({ incidents: [{ at: 180_000, for: 300_000, errorRate: 0.2 }] });
  });

  it('is an account of its own for each regression, begun at another second of a minute', () => {
    const plans = plansOf(cell('+5 pp'), assemblies, play);
    expect(plans.map(deployed)).toEqual(Array.from({ length: 3 }, () => ['first', 'a']));
    expect(new Set(plans.map(({ start }) => start % 60_000)).size).toBe(3);
    expect(new Set(plans.map(({ seed }) => seed)).size).toBe(3);
  });

  it('is the same for every setting, and another for another seed, batch or rate', () => {
    const of = (some: object, rate = 10) =>
      plansOf({ setting: 'any', case: caseOf('+5 pp'), requestsPerSecond: rate }, assemblies, { ...play, ...some })[0]!
        .seed;
    const seeds = [of({}), of({ seed: 8 }), of({ batch: 1 }), of({}, 100)];
    expect(new Set(seeds).size).toBe(4);
    expect(of({})).toBe(plansOf(cell('+5 pp'), assemblies, play)[0]!.seed);
  });
});

describe('a row', () => {
  const cell = { setting: 'alarm 2 %', case: caseOf('+5 pp'), requestsPerSecond: 10 };
  const back = (restoredSeconds: number): PlayedRelease => ({ released: false, restoredSeconds, badServed: 4 });
  const missed: PlayedRelease = { released: true, badServed: 400 };

  it('has the median, the mean to the horizon, and the interval of what was found', () => {
    const four = rowOf(cell, 'peer', [back(100), back(300), missed, back(200)]);
    expect(four).toMatchObject({
      rehearsals: 4,
      stopped: 3,
      medianSeconds: 200,
      meanSeconds: (100 + 200 + 300 + HORIZON_SECONDS) / 4,
      badServed: 103,
    });
    expect(four.lowerPercent).toBeCloseTo(19.41, 1);
    expect(four.upperPercent).toBeCloseTo(99.37, 1);
  });

  it('has no median where fewer than half were put back', () => {
    expect(rowOf(cell, 'peer', [back(100), missed, missed]).medianSeconds).toBeUndefined();
  });
});

function row(setting: string, name: string, some: Partial<Row>): Row {
  const whose = setting.startsWith('alarm') ? 'peer' : setting === 'ours' ? 'ours' : 'ours-otherwise';
  const { kind } = caseOf(name);
  return {
    ...{ setting, whose, case: name, kind, requestsPerSecond: 10, rehearsals: 100, stopped: 0 },
    ...{ lowerPercent: 0, upperPercent: 0, meanSeconds: 1200, badServed: 0 },
    ...some,
  };
}

describe('the goals', () => {
  const harmless = (setting: string, wrong: number, incident: number) => [
    row(setting, 'nothing wrong', { stopped: wrong }),
    row(setting, 'shared incident, 20 % for 5 min', { stopped: incident }),
  ];
  const met = (rows: readonly Row[]) => endToEndGoals(rows).map((goal) => goal.met);

  it('are met where ours holds and is sooner than each setting that holds', () => {
    const rows = [
      ...harmless('ours', 0, 5),
      ...harmless('alarm 5 %', 5, 0),
      // Sooner, and rolls back one in ten without a reason.
      ...harmless('alarm 1 %', 10, 0),
      row('ours', '+5 pp', { meanSeconds: 200 }),
      row('alarm 5 %', '+5 pp', { meanSeconds: 300 }),
      row('alarm 1 %', '+5 pp', { meanSeconds: 180 }),
    ];
    expect(met(rows)).toEqual([true, true, true]);
    expect(endToEndGoals(rows)[1]!.measured).toBe('1 of 1 cells');
  });

  it('are missed where a setting that holds is sooner, or as soon', () => {
    const rows = [
      ...harmless('ours', 0, 0),
      ...harmless('alarm 5 %', 0, 0),
      row('ours', '+5 pp', { meanSeconds: 300 }),
      row('alarm 5 %', '+5 pp', { meanSeconds: 180 }),
      row('ours', 'outage', { meanSeconds: 190 }),
      row('alarm 5 %', 'outage', { meanSeconds: 190 }),
    ];
    expect(met(rows)).toEqual([true, false, false]);
    expect(endToEndGoals(rows)[1]!.measured).toBe(
      '0 of 2 cells; alarm 5 %: +5 pp, 10 rps, 180 s against 300 s; alarm 5 %: outage, 10 rps, 190 s against 190 s',
    );
  });

  it('say nothing of a cell in which neither was put back', () => {
    const rows = [
      ...harmless('ours', 0, 0),
      ...harmless('alarm 5 %', 0, 0),
      row('ours', '+1 pp', {}),
      row('alarm 5 %', '+1 pp', {}),
    ];
    expect(met(rows)).toEqual([true, true, true]);
    expect(endToEndGoals(rows)[1]!.measured).toBe('0 of 0 cells');
  });

  it('hold ours against the settings that hold what ours holds, where ours does not hold all', () => {
    const rows = [
      ...harmless('ours', 0, 100),
      ...harmless('alarm 5 %', 0, 100),
      row('ours', '+5 pp', { meanSeconds: 300 }),
      row('alarm 5 %', '+5 pp', { meanSeconds: 180 }),
    ];
    expect(met(rows)).toEqual([false, true, false]);
    expect(endToEndGoals(rows)[0]!.measured).toBe('shared incident, 20 % for 5 min, 10 rps: 100 of 100');
    expect(endToEndGoals(rows)[1]!.measured).toBe('no setting of the peer does');
  });

  it('judge each rate by its own harmless cases', () => {
    const busy = (one: Row): Row => ({ ...one, requestsPerSecond: 100 });
    const rows = [
      ...harmless('ours', 0, 0),
      ...harmless('alarm 1 %', 90, 0),
      ...harmless('ours', 0, 0).map(busy),
      ...harmless('alarm 1 %', 0, 0).map(busy),
      row('ours', '+1 pp', { meanSeconds: 1200 }),
      row('alarm 1 %', '+1 pp', { meanSeconds: 200 }),
      busy(row('ours', '+1 pp', { meanSeconds: 1200 })),
      busy(row('alarm 1 %', '+1 pp', { meanSeconds: 200 })),
    ];
    expect(endToEndGoals(rows)[1]!.measured).toBe('0 of 1 cells; alarm 1 %: +1 pp, 100 rps, 200 s against 1200 s');
  });
});

describe('who is sooner', () => {
  it('is told of every regression against the peer’s best there, also where the peer is', () => {
    const rows = [
      row('ours', '+5 pp', { meanSeconds: 300 }),
      row('alarm 2 %', '+5 pp', { meanSeconds: 180 }),
      row('alarm 5 %', '+5 pp', { meanSeconds: 400 }),
      row('ours', 'outage', { meanSeconds: 180.5 }),
      row('alarm 5 %', 'outage', { meanSeconds: 180 }),
      row('ours', '5 % of calls 1 s slower', { meanSeconds: 400 }),
      row('alarm 5 %', '5 % of calls 1 s slower', {}),
      row('ours', 'nothing wrong', {}),
    ];
    expect(winnersOf(rows).map(({ case: name, peer, wins }) => [name, peer.setting, wins])).toEqual([
      ['+5 pp', 'alarm 2 %', 'peer'],
      ['outage', 'alarm 5 %', 'neither'],
      ['5 % of calls 1 s slower', 'alarm 5 %', 'ours'],
    ]);
  });
});
