import fc from 'fast-check';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

const START = Date.UTC(2026, 0, 5, 9);

/** A simulation, and a list that says what happened when, in milliseconds from its start. */
function recorded() {
  const simulation = new Simulation(START);
  const seen: string[] = [];
  const note = (what: string) => {
    seen.push(`${simulation.now - START} ${what}`);
  };
  return { simulation, seen, note };
}

describe('the virtual clock', () => {
  it('takes events in the order of their time, and at the same time of their scheduling', async () => {
    const { simulation, seen, note } = recorded();
    for (const [ms, what] of [
      [20, 'late'],
      [10, 'first'],
      [10, 'second'],
      [0, 'now'],
    ] as const) {
      simulation.at(START + ms, () => {
        note(what);
      });
    }

    await simulation.run(() => simulation.sleep(30));

    expect(seen).toEqual(['0 now', '10 first', '10 second', '20 late']);
  });

  it('keeps that order among events that are over at once and others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ ms: fc.nat(5), isInstant: fc.boolean() })), async (events) => {
        const { simulation, seen, note } = recorded();
        for (const [index, { ms, isInstant }] of events.entries()) {
          const happen = () => {
            note(String(index));
          };
          if (isInstant) simulation.atInstant(START + ms, happen);
          else simulation.at(START + ms, happen);
        }

        await simulation.run(() => simulation.sleep(10));

        const indexed = events.map(({ ms }, index) => ({ ms, index }));
        expect(seen).toEqual(indexed.sort((a, b) => a.ms - b.ms).map(({ ms, index }) => `${ms} ${index}`));
      }),
    );
  });

  it('lets what a process does come before an event that is over at once and due later', async () => {
    const { simulation, seen, note } = recorded();
    simulation.atInstant(START + 1, () => {
      note('instant');
    });
    simulation.at(START + 1, () => {
      simulation.background(async () => {
        await Promise.resolve();
        note('process');
      });
    });
    simulation.atInstant(START + 1, () => {
      note('instant');
    });

    await simulation.run(() => simulation.sleep(2));

    expect(seen).toEqual(['1 instant', '1 process', '1 instant']);
  });

  it('ends with the error of an event that is over at once', async () => {
    const { simulation } = recorded();
    simulation.atInstant(START + 1, () => {
      throw new Error('broken');
    });

    await expect(simulation.run(() => simulation.sleep(2))).rejects.toThrow('broken');
  });

  it('never goes back: an event for the past happens now', async () => {
    const { simulation, seen, note } = recorded();

    await simulation.run(async () => {
      await simulation.sleep(50);
      simulation.at(START + 10, () => {
        note('overdue');
      });
      await simulation.sleep(10);
    });

    expect(seen).toEqual(['50 overdue']);
  });

  it('leaves out what was cancelled', async () => {
    const { simulation, seen, note } = recorded();
    const cancel = simulation.at(START + 10, () => {
      note('cancelled');
    });
    simulation.at(START + 5, cancel);

    await simulation.run(() => simulation.sleep(20));

    expect(seen).toEqual([]);
  });

  it('lets everything that an event set going finish before the next event', async () => {
    const { simulation, seen, note } = recorded();
    simulation.at(START + 10, () => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => {
          note('what followed from the first');
        });
    });
    simulation.at(START + 10, () => {
      note('the second');
    });

    await simulation.run(() => simulation.sleep(20));

    expect(seen).toEqual(['10 what followed from the first', '10 the second']);
  });

  it('takes no real time for virtual time', async () => {
    const simulation = new Simulation(START);
    const before = performance.now();

    await simulation.run(() => simulation.sleep(365 * 86_400_000));

    expect(simulation.now).toBe(START + 365 * 86_400_000);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('stands still while real work is held', async () => {
    const { simulation, seen, note } = recorded();
    let finish: () => void = () => undefined;
    const work = new Promise<void>((resolve) => (finish = resolve));
    simulation.at(START + 10, () => {
      note('the next event');
    });
    const run = simulation.run(async () => {
      await simulation.hold(work);
      note('held work done');
      await simulation.sleep(20);
    });

    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([]);
    expect(simulation.now).toBe(START);
    finish();
    await run;

    expect(seen).toEqual(['0 held work done', '10 the next event']);
  });

  it('goes on after held work that fails', async () => {
    const { simulation, seen, note } = recorded();

    await simulation.run(async () => {
      await simulation.hold(Promise.reject(new Error('no'))).catch(() => {
        note('failed');
      });
      await simulation.sleep(10);
      note('later');
    });

    expect(seen).toEqual(['0 failed', '10 later']);
  });

  it('stands still until the last of several holds is over', async () => {
    const { simulation, seen, note } = recorded();
    const finish: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => finish.push(resolve));
    simulation.at(START + 10, () => {
      note('the next event');
    });
    const run = simulation.run(async () => {
      await Promise.all([simulation.hold(work()), simulation.hold(work())]);
      await simulation.sleep(20);
    });

    await new Promise((resolve) => setImmediate(resolve));
    finish[0]!();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([]);
    finish[1]!();
    await run;

    expect(seen).toEqual(['10 the next event']);
  });

  it('repeats an action until it is told to stop', async () => {
    const { simulation, seen, note } = recorded();
    const stop = simulation.every(10, () => {
      note('tick');
    });

    await simulation.run(async () => {
      await simulation.sleep(35);
      stop();
      await simulation.sleep(100);
    });

    expect(seen).toEqual(['10 tick', '20 tick', '30 tick']);
  });

  it('lets an action that repeats stop itself', async () => {
    const { simulation, seen, note } = recorded();
    const stop = simulation.every(10, () => {
      note('tick');
      stop();
    });

    await simulation.run(() => simulation.sleep(100));

    expect(seen).toEqual(['10 tick']);
  });

  it('plays on where it stopped at the next run', async () => {
    const { simulation, seen, note } = recorded();
    simulation.at(START + 20, () => {
      note('left over');
    });

    await simulation.run(() => simulation.sleep(10));
    expect(seen).toEqual([]);
    await simulation.run(() => simulation.sleep(20));

    expect(seen).toEqual(['20 left over']);
    expect(simulation.now).toBe(START + 30);
  });
});

describe('the processes of a simulation', () => {
  it('give what the process that is run gives', async () => {
    const simulation = new Simulation(START);
    await expect(simulation.run(() => simulation.sleep(10).then(() => 'done'))).resolves.toBe('done');
  });

  it('are waited for when they were spawned, also by one another', async () => {
    const { simulation, seen, note } = recorded();

    await simulation.run(() => {
      simulation.spawn(async () => {
        await simulation.sleep(10);
        simulation.spawn(async () => {
          await simulation.sleep(10);
          note('grandchild');
        }, 'the grandchild');
      }, 'the child');
      return Promise.resolve();
    });

    expect(seen).toEqual(['20 grandchild']);
  });

  it('are not waited for in the background', async () => {
    const { simulation, seen, note } = recorded();

    await simulation.run(async () => {
      simulation.background(async () => {
        await simulation.sleep(100);
        note('background');
      });
      await simulation.sleep(10);
    });

    expect(simulation.now).toBe(START + 10);
    expect(seen).toEqual([]);
  });

  it('do not keep the run from ending where something repeats for ever', async () => {
    const simulation = new Simulation(START);
    simulation.every(10, () => undefined);
    await simulation.run(() => simulation.sleep(25));
    expect(simulation.now).toBe(START + 25);
  });

  it.each(['spawn', 'background'] as const)('end the run by their error: %s', async (kind) => {
    const { simulation, seen, note } = recorded();

    const run = simulation.run(async () => {
      simulation[kind](async () => {
        await simulation.sleep(10);
        throw new Error('not emulated');
      }, 'the first');
      await simulation.sleep(20);
      note('never reached');
    });

    await expect(run).rejects.toThrow('not emulated');
    expect(seen).toEqual([]);
    expect(simulation.now).toBe(START + 10);
  });

  it('end the run by the first of several errors', async () => {
    const simulation = new Simulation(START);
    const run = simulation.run(() => {
      simulation.spawn(() => Promise.reject(new Error('first')), 'the first');
      simulation.spawn(() => Promise.reject(new Error('second')), 'the second');
      return Promise.resolve();
    });
    await expect(run).rejects.toThrow('first');
  });

  it('are an error where they wait for what nobody will cause', async () => {
    const simulation = new Simulation(START);
    const forEver = new Promise<void>(() => undefined);
    await expect(simulation.run(() => forEver)).rejects.toThrow('The rehearsal is stuck');
  });
});

describe('a run with limits', () => {
  /** What begins again before it is over, for ever. */
  const neverAtRest = (simulation: Simulation, everyMs = 10) => {
    const begin = () => {
      simulation.spawn(() => simulation.sleep(1.5 * everyMs), 'the job');
    };
    begin();
    simulation.every(everyMs, begin);
  };

  it('waits for what it set going as long as they say, and no longer for what never ends', async () => {
    const simulation = new Simulation(START);
    neverAtRest(simulation);
    await expect(simulation.run(() => simulation.sleep(20).then(() => 'done'), { afterwardsMs: 503 })).resolves.toBe(
      'done',
    );
    expect(simulation.now).toBe(START + 523);
    expect(simulation.stillGoing()).toBe('the job (2 times)');
  });

  it('ends at once where nothing else is going', async () => {
    const simulation = new Simulation(START);
    await simulation.run(() => simulation.sleep(20), { afterwardsMs: 500, longestMs: 500 });
    expect(simulation.now).toBe(START + 20);
    await simulation.run(() => simulation.sleep(1000));
    expect(simulation.now).toBe(START + 1020);
  });

  it('stops by name at a process of its own that takes too long, and says what is going', async () => {
    const simulation = new Simulation(START);
    const days = 2 * 86_400_000;
    neverAtRest(simulation, days / 8);
    const run = simulation.run(() => simulation.sleep(days + 1), { longestMs: days });
    await expect(run).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      message: expect.stringContaining(
        'A step of more than 2 days is not emulated. Met in a rehearsal in which this is still going: the job, the step itself.',
      ) as string,
    });
  });

  it('does not wait for a process that rests', async () => {
    const { simulation, seen, note } = recorded();
    simulation.spawn(async () => {
      await simulation.rest(30, 'the retry');
      note('tried again');
      await simulation.sleep(5);
      note('done');
    }, 'the retry');
    await simulation.run(() => simulation.sleep(10));
    expect(seen).toEqual([]);
    await simulation.run(() => simulation.sleep(20));
    expect(seen).toEqual(['30 tried again', '35 done']);
  });

  it('stops by name at what repeats without letting time pass', async () => {
    const simulation = new Simulation(START);
    const again = () => {
      simulation.atInstant(simulation.now, again);
    };
    simulation.spawn(() => simulation.sleep(1), 'the impatient one');
    again();
    await expect(simulation.run(() => simulation.sleep(1))).rejects.toMatchObject({
      what: 'What repeats without letting time pass',
      where: expect.stringContaining('the impatient one') as string,
    });
  });
});

describe('the order of events', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });

  it('is that of time, then of scheduling, whatever was scheduled', async () => {
    await fc.assert(
      fc.asyncProperty(delays, async (scheduled) => {
        const simulation = new Simulation(START);
        const taken: (readonly [time: number, index: number])[] = [];
        scheduled.forEach((ms, index) =>
          simulation.at(START + ms, () => {
            taken.push([simulation.now - START, index]);
          }),
        );
        await simulation.run(() => simulation.sleep(50));
        await simulation.run(() => simulation.sleep(0));
        const expected = scheduled.map((ms, index) => [ms, index] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(taken).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('never lets time go back in processes that start one another', async () => {
    await fc.assert(
      fc.asyncProperty(delays, delays, async (first, second) => {
        const simulation = new Simulation(START);
        const times: number[] = [];
        await simulation.run(() => {
          for (const [index, ms] of first.entries()) {
            simulation.spawn(async () => {
              await simulation.sleep(ms);
              times.push(simulation.now);
              await simulation.sleep(second[index] ?? 0);
              times.push(simulation.now);
            }, `process ${index}`);
          }
          return Promise.resolve();
        });
        expect(times).toHaveLength(first.length * 2);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(simulation.now - START).toBe(Math.max(0, ...first.map((ms, index) => ms + (second[index] ?? 0))));
      }),
      { numRuns: 50 },
    );
  });
});
