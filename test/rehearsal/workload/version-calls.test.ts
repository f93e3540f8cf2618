import fc from 'fast-check';
import { behavioursOf } from '../../../lib/rehearsal/behaviours-of';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import type { Versions } from '../../../lib/rehearsal/scenario/versions';
import { VersionCalls } from '../../../lib/rehearsal/workload/version-calls';

const MINUTE = 60_000;
const flat = (ms: number) => ({ p50: ms, p90: ms, p99: ms });

/** The versions of one function, at a time that the test sets. */
class Shift {
  now = 0;
  readonly calls: VersionCalls;

  constructor(versions: Versions, seed = 7) {
    const simulation = { now: 0 };
    Object.defineProperty(simulation, 'now', { get: () => this.now });
    this.calls = new VersionCalls({ simulation, randomness: new Randomness(seed) }, behavioursOf(versions), []);
  }

  /** Begins a deployment of version 2 at a time. */
  begin(at: number): this {
    this.now = at;
    this.calls.setGreen('chat', '2');
    return this;
  }

  /** So many calls of a version, so long after the start of the simulation. */
  at(now: number, version: string, count = 1000) {
    this.now = now;
    return Array.from({ length: count }, () => this.calls.call('chat', version, true));
  }
}

const failing = (calls: readonly { readonly fails: boolean }[]) =>
  calls.filter(({ fails }) => fails).length / calls.length;
/** The middle one: none of those between the 50th and the 90th percentile of a flat latency differs. */
const middle = (calls: readonly { readonly latencyMs: number }[]) =>
  calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b)[Math.floor(calls.length * 0.7)];

describe('what is said of green `from` a time', () => {
  const versions = {
    blue: { errorRate: 0, latencyMs: flat(100) },
    green: { from: 12 * MINUTE, errorRate: 1, latencyMs: flat(900) },
  };

  it.each([
    ['not as the deployment begins', 0, 0, 100],
    ['not just before', 12 * MINUTE - 1, 0, 100],
    ['from then on', 12 * MINUTE, 1, 900],
    ['and for good', 600 * MINUTE, 1, 900],
  ])('holds %s', (_, after, share, latencyMs) => {
    const calls = new Shift(versions).begin(5000).at(5000 + after, '2');
    expect(failing(calls)).toBe(share);
    expect(middle(calls)).toBe(latencyMs);
  });

  it('holds for green alone', () => {
    const calls = new Shift(versions).begin(0).at(30 * MINUTE, '1');
    expect(failing(calls)).toBe(0);
    expect(middle(calls)).toBe(100);
  });

  it('leaves what is not said as blue', () => {
    const calls = new Shift({ blue: { latencyMs: flat(300) }, green: { from: MINUTE, errorRate: 1 } }).begin(0);
    expect(middle(calls.at(2 * MINUTE, '2'))).toBe(300);
  });

  it('counts from the deployment that a step begins, and not from the one before', () => {
    const shift = new Shift({}).begin(0);
    shift.now = 60 * MINUTE;
    shift.calls.behave(behavioursOf(versions), []);
    expect(failing(shift.at(61 * MINUTE, '2'))).toBe(0);
    shift.now = 62 * MINUTE;
    shift.calls.setGreen('chat', '3');
    expect(failing(shift.at(73 * MINUTE, '3'))).toBe(0);
    expect(failing(shift.at(74 * MINUTE, '3'))).toBe(1);
    expect(failing(shift.at(74 * MINUTE, '2'))).toBe(0);
  });

  it('goes on in a step that says the same', () => {
    const shift = new Shift(versions).begin(0);
    shift.now = 20 * MINUTE;
    shift.calls.behave(behavioursOf(versions), []);
    expect(failing(shift.at(21 * MINUTE, '2'))).toBe(1);
  });

  it('counts from the start where nothing says from when', () => {
    expect(failing(new Shift({ green: { errorRate: 1 } }).begin(0).at(0, '2'))).toBe(1);
  });
});

describe('a cold start', () => {
  const coldStart = { for: MINUTE, errorRate: 1, slow: { share: 1, byMs: 1000 } };
  const versions = { blue: { latencyMs: flat(100) }, green: { coldStart } };

  it.each([
    ['with the first customer’s call, however late that is', 0, 1, 1100],
    ['until its time is over', MINUTE - 1, 1, 1100],
    ['and then as all others', MINUTE, 0, 100],
  ])('goes %s', (_, after, share, latencyMs) => {
    const shift = new Shift(versions).begin(5000);
    const first = 5000 + 20 * MINUTE;
    shift.at(first, '2', 1);
    const calls = shift.at(first + after, '2');
    expect(failing(calls)).toBe(share);
    expect(middle(calls)).toBe(latencyMs);
  });

  it('is green’s alone, and begins anew with the next version', () => {
    const shift = new Shift(versions).begin(0);
    expect(failing(shift.at(0, '1'))).toBe(0);
    expect(failing(shift.at(2 * MINUTE, '2', 1))).toBe(1);
    expect(failing(shift.at(3 * MINUTE, '2'))).toBe(0);
    shift.calls.setGreen('chat', '3');
    expect(failing(shift.at(4 * MINUTE, '3'))).toBe(1);
    expect(failing(shift.at(4 * MINUTE, '2'))).toBe(0);
  });

  it('does not begin by a call that is no customer’s', () => {
    const shift = new Shift(versions).begin(0);
    shift.calls.call('chat', '2', false);
    expect(failing(shift.at(10 * MINUTE, '2'))).toBe(1);
  });

  it.each<[string, Versions['green'], number]>([
    ['as green later', { errorRate: 1, coldStart: { for: MINUTE, slow: { share: 0, byMs: 0 } } }, 1],
    [
      'as blue, where green is itself only later',
      { from: 5 * MINUTE, errorRate: 1, coldStart: { for: MINUTE, slow: { share: 0, byMs: 0 } } },
      0,
    ],
  ])('leaves what is not said of it %s', (_, green, share) => {
    expect(failing(new Shift({ green }).begin(0).at(0, '2'))).toBe(share);
  });
});

describe('a slow tail', () => {
  it.each([
    [0, 0],
    [0.02, 0.018],
    [0.5, 0.064],
    [1, 0],
  ])('is the share of calls that take so much longer: %d', (share, tolerance) => {
    const calls = new Shift({ blue: { latencyMs: flat(100), slow: { share, byMs: 1000 } } }).at(0, '1');
    const slow = calls.filter(({ latencyMs }) => latencyMs >= 1050);
    // Four standard deviations of the share of 1000 calls.
    expect(Math.abs(slow.length / 1000 - share)).toBeLessThanOrEqual(tolerance);
    expect(calls.every(({ latencyMs }) => latencyMs <= 150 || (latencyMs >= 1050 && latencyMs <= 1150))).toBe(true);
  });

  it('is green’s as well where green says nothing of it, and not where it says none', () => {
    const blue = { latencyMs: flat(100), slow: { share: 1, byMs: 1000 } };
    const ofGreen = (green: Versions['green']) => middle(new Shift({ blue, green }).begin(0).at(0, '2'));
    expect(ofGreen({ errorRate: 0.1 })).toBe(1100);
    expect(ofGreen({ slow: { share: 0, byMs: 0 } })).toBe(100);
  });

  it('changes nothing of which calls fail, nor how long the others take', () => {
    const blue = { errorRate: 0.3, latencyMs: { p50: 100, p90: 200, p99: 400 } };
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const plain = new Shift({ blue }, seed).at(0, '1', 50);
        const tailed = new Shift({ blue: { ...blue, slow: { share, byMs: 5000 } } }, seed).at(0, '1', 50);
        expect(tailed.map(({ fails }) => fails)).toEqual(plain.map(({ fails }) => fails));
        const rest = tailed.map(({ latencyMs }) => (latencyMs >= 5000 ? latencyMs - 5000 : latencyMs));
        expect(rest).toEqual(plain.map(({ latencyMs }) => latencyMs));
      }),
    );
  });
});

describe('a latency that grows', () => {
  const blue = { latencyMs: flat(100) };
  const growing = { latencyGrowthMsPerMinute: 20 };

  it.each<[string, Versions, string, number, number]>([
    ['not as the deployment begins', { blue, green: growing }, '2', 0, 100],
    ['by half as much after half a minute', { blue, green: growing }, '2', 0.5, 110],
    ['by so much for each minute', { blue, green: growing }, '2', 30, 700],
    ['for green alone', { blue, green: growing }, '1', 30, 100],
    ['for both, where it is said of blue', { blue: { ...blue, ...growing }, green: { errorRate: 0 } }, '1', 30, 700],
    ['for green as for blue', { blue: { ...blue, ...growing }, green: { errorRate: 0 } }, '2', 30, 700],
    ['not before `from`', { blue, green: { ...growing, from: 12 * MINUTE } }, '2', 12, 100],
    ['since `from`', { blue, green: { ...growing, from: 12 * MINUTE } }, '2', 22, 300],
    [
      'as blue’s does, where `from` is about something else',
      { blue: { ...blue, ...growing }, green: { from: 12 * MINUTE, errorRate: 1 } },
      '2',
      22,
      540,
    ],
    [
      'not, where green says so',
      { blue: { ...blue, ...growing }, green: { latencyGrowthMsPerMinute: 0 } },
      '2',
      30,
      100,
    ],
  ])('grows %s', (_, versions, version, minutes, latencyMs) => {
    const calls = new Shift(versions).begin(MINUTE).at(MINUTE + minutes * MINUTE, version);
    expect(middle(calls)).toBe(latencyMs);
  });

  it('does not grow without a deployment, nor by the one of an earlier step', () => {
    const versions = { blue: { ...blue, ...growing } };
    expect(middle(new Shift(versions).at(30 * MINUTE, '1'))).toBe(100);
    const shift = new Shift({ blue }).begin(0);
    shift.now = 10 * MINUTE;
    shift.calls.behave(behavioursOf(versions), []);
    expect(middle(shift.at(30 * MINUTE, '2'))).toBe(100);
  });
});
