import fc from 'fast-check';
import { throttledKinds, type Throttle } from '../../../../lib/rehearsal/dynamodb/throttling/throttle';
import { Throttles } from '../../../../lib/rehearsal/dynamodb/throttling/throttles';
import { Randomness } from '../../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../../lib/rehearsal/kernel/simulation';

const MINUTE = 60_000;

/** Throttles of an account that has a table `orders` with an index. Time starts at 0. */
function account(throttles: readonly Throttle[], seed = 7) {
  const simulation = new Simulation(0);
  const events: string[] = [];
  const times: number[] = [];
  const notes: string[] = [];
  const all = new Throttles({
    simulation,
    randomness: new Randomness(seed),
    tables: () => new Map([['orders', ['byDay']]]),
    isCalled: (table, name) => table === name,
    throttled: ({ table, index = '', kind }, operation) => {
      events.push(`${table}/${index} ${kind} ${operation}`);
      times.push(simulation.now);
    },
    note: (what) => notes.push(`${simulation.now / MINUTE} min: ${what}`),
  });
  all.use(throttles);
  return { all, events, times, notes, pass: (ms: number) => simulation.run(() => simulation.sleep(ms)) };
}

const read = (table: string) => ({ table, kind: 'Read' }) as const;

describe('what a throttle throttles', () => {
  it.each([
    [{}, ['Read', 'Write']],
    [{ reads: true }, ['Read']],
    [{ writes: true }, ['Write']],
    [{ reads: true, writes: true }, ['Read', 'Write']],
    [{ reads: false }, ['Write']],
    [{ writes: false }, ['Read']],
    [{ reads: false, writes: false }, []],
  ])('is by what is said of it: %j', (given, kinds) => {
    expect(throttledKinds(given)).toEqual(kinds);
  });
});

describe('a throttle', () => {
  it('is open from its time on after the deployment has started, and for as long as it says', async () => {
    const { all, notes, pass } = account([{ table: 'orders', at: 2 * MINUTE, for: 3 * MINUTE, reads: true }]);
    const open: boolean[] = [];
    const look = () => open.push(all.isThrottled(read('orders')));
    await pass(MINUTE);
    look();
    all.begin();
    for (let minute = 1; minute <= 6; minute += 1) {
      await pass(MINUTE);
      look();
    }

    expect(open).toEqual([false, false, true, true, true, false, false]);
    expect(all.isThrottled(read('titles'))).toBe(false);
    expect(notes).toEqual(['3 min: the scenario throttles orders: reads', '6 min: orders is not throttled any more']);
  });

  it('before the deployment opens at once, and goes on while it is deployed', async () => {
    const { all, times, pass } = account([
      { table: 'orders', at: -8 * MINUTE, for: 12 * MINUTE, writes: true },
      { table: 'orders', index: 'byDay', at: -2 * MINUTE, for: MINUTE, reads: true },
      { table: 'orders', at: MINUTE, for: MINUTE, reads: true },
    ]);
    expect(all.leadMs).toBe(8 * MINUTE);
    all.lead();
    const open: string[] = [];
    for (let minute = 0; minute <= 14; minute += 1) {
      // Nobody waits for a deployment to the second.
      if (minute === 9) all.begin();
      await pass(minute === 0 ? 1 : MINUTE);
      const write = all.isThrottled({ table: 'orders', kind: 'Write' }) ? 'w' : '-';
      const index = all.isThrottled({ table: 'orders', index: 'byDay', kind: 'Read' }) ? 'i' : '-';
      open.push(`${write}${index}${all.isThrottled(read('orders')) ? 'r' : '-'}`);
    }

    expect(open).toEqual([
      ...['w--', 'w--', 'w--', 'w--', 'w--', 'w--', 'wi-', 'w--'],
      ...['w--', 'w-r', 'w--', 'w--', '---', '---', '---'],
    ]);
    expect(Math.min(...times)).toBe(0);
  });

  it('throttles others of the table or of the index alone, by what one does with it', async () => {
    const { all, events, pass } = account([
      { table: 'orders', at: 0, for: 1 },
      { table: 'orders', index: 'byDay', at: 0, for: 1 },
      { table: 'nobody', at: 0, for: 1 },
      { table: 'orders', index: 'nothing', at: 0, for: 1 },
    ]);
    all.begin();
    await pass(MINUTE);

    expect(events).toEqual([
      'orders/ Read GetItem',
      'orders/ Write PutItem',
      'orders/byDay Read Query',
      'orders/byDay Write PutItem',
    ]);
    expect(all.assumptions()).toEqual([
      expect.stringMatching(/^While a scenario throttles a table/),
      expect.stringMatching(/^The throttle of nobody throttled nothing/),
      expect.stringMatching(/^The throttle of the index nothing of orders throttled nothing/),
    ]);
  });

  it('that others stand in for ends with them', async () => {
    const { all, events, notes, pass } = account([{ table: 'orders', at: 0, for: 9 * MINUTE, reads: true }]);
    all.begin();
    await pass(MINUTE);
    all.use([]);
    const before = events.length;
    await pass(9 * MINUTE);

    expect(before).toBeGreaterThan(0);
    expect(events).toHaveLength(before);
    expect(notes).toHaveLength(1);
    expect(all.isThrottled(read('orders'))).toBe(false);
  });

  it('counts from the first deployment of a step', async () => {
    const { all, pass } = account([{ table: 'orders', at: 0, for: 2 * MINUTE }]);
    all.begin();
    await pass(MINUTE);
    all.begin();
    await pass(MINUTE);

    expect(all.isThrottled(read('orders'))).toBe(false);
  });

  it('has an event in each of its minutes and none beside, and the same ones by the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 0, max: 5 * MINUTE }),
        fc.integer({ min: 1, max: 20 * MINUTE }),
        async (seed, at, length) => {
          const played = async () => {
            const { all, times, pass } = account([{ table: 'orders', at, for: length, reads: true }], seed);
            all.begin();
            await pass(30 * MINUTE);
            return times;
          };
          const times = await played();
          expect(times[0]).toBe(at);
          expect(Math.max(...times)).toBeLessThan(at + length);
          for (let start = at; start + MINUTE <= at + length; start += MINUTE) {
            expect(times.some((time) => time >= start && time < start + MINUTE)).toBe(true);
          }
          expect(await played()).toEqual(times);
        },
      ),
      { numRuns: 30 },
    );
  });
});
