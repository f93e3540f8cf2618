import * as fc from 'fast-check';
import { API_FAULTS, type Fault } from '../../../lib/rehearsal/faults/fault';
import { carryCall, GARBAGE } from '../../../lib/rehearsal/faults/carry-call';
import { Faults } from '../../../lib/rehearsal/faults/faults';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

type FunctionFault = Extract<Fault, { on: 'function' }>;

function crash(occasion: Partial<FunctionFault> = {}): FunctionFault {
  return { on: 'function', id: 'Closer', kind: 'crash', ...occasion };
}

/** Which of so many calls of the closer are hit, counted from 1. */
function hits(fault: Fault, calls = 5): readonly number[] {
  const faults = new Faults(() => 0);
  faults.arm([fault]);
  return Array.from({ length: calls }, (_, index) => index + 1).filter(() =>
    faults.strike('function', () => ['Closer']),
  );
}

describe('a fault hits', () => {
  it.each([
    ['every call, where nothing else is said', {}, [1, 2, 3, 4, 5]],
    ['the first calls', { times: 2 }, [1, 2]],
    ['one call', { call: 3 }, [3]],
    ['nothing at another name', { id: 'Opener' }, []],
  ])('%s', (_, occasion, expected) => {
    expect(hits(crash(occasion))).toEqual(expected);
  });

  it.each([
    ['Closer', 'Closer', true],
    ['Platform/Closer', 'Stack/Platform/Closer/Function/Resource', true],
    ['Closer', 'Stack/Platform/Closer/Function/Resource', true],
    ['Close', 'Stack/Platform/Closer/Function/Resource', false],
    ['Stack/Closer', 'Stack/Platform/Closer/Function/Resource', false],
  ])('%s, where a function is called %s: %s', (id, name, expected) => {
    const faults = new Faults(() => 0);
    faults.arm([crash({ id })]);
    expect(faults.strike('function', () => ['physical', name]) !== undefined).toBe(expected);
  });

  it('only in its time, counted from the start of the deployment', () => {
    let now = 1000;
    const faults = new Faults(() => now);
    faults.arm([crash({ at: 500, for: 100, times: 1 })]);
    const strike = () => faults.strike('function', () => ['Closer']) !== undefined;
    const seen = [strike()];
    faults.begin();
    for (const sinceStart of [0, 499, 500, 599, 600]) {
      now = 1000 + sinceStart;
      seen.push(strike());
    }
    expect(seen).toEqual([false, false, false, true, false, false]);
  });

  it('where it is one of the kinds that can hit there', () => {
    const faults = new Faults(() => 0);
    faults.arm([crash()]);
    expect(faults.strike('function', () => ['Closer'], ['denied'])).toBeUndefined();
    expect(faults.strike('function', () => ['Closer'], ['crash'])).toMatchObject({ kind: 'crash' });
  });
});

it('the first of several faults wins, and all of them count', () => {
  const faults = new Faults(() => 0);
  faults.arm([crash({ call: 2 }), crash({ kind: 'hang', call: 2 }), crash({ kind: 'slow', call: 3 })]);
  const kinds = [1, 2, 3].map(() => faults.strike('function', () => ['Closer'])?.kind);
  expect(kinds).toEqual([undefined, 'crash', 'slow']);
  expect(faults.struck().map(({ times }) => times)).toEqual([1, 0, 1]);
});

it('hits as often as it says it did, whatever it says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 20 }), (times, calls) => {
      expect(hits(crash({ times }), calls)).toHaveLength(Math.min(times, calls));
    }),
  );
});

describe('a call of an API', () => {
  it.each(API_FAULTS)('is played with the fault %s', async (kind) => {
    const simulation = new Simulation(0);
    let done = 0;
    const perform = () => {
      done += 1;
      return Promise.resolve({ done });
    };
    const outcome = await simulation.run(() =>
      carryCall({ on: 'api', id: 'sns:Publish', kind, delay: 700 }, perform, simulation).then(
        (output) => ({ output, at: simulation.now, done }),
        (error: unknown) => ({ error: (error as { code: string }).code, at: simulation.now, done }),
      ),
    );
    expect(outcome).toEqual(
      {
        crash: { error: 'InternalServerError', at: 0, done: 0 },
        hang: { error: 'RequestTimeout', at: 3_600_000, done: 0 },
        slow: { output: { done: 1 }, at: 700, done: 1 },
        throttle: { error: 'ThrottlingException', at: 0, done: 0 },
        garbage: { output: GARBAGE, at: 0, done: 1 },
        denied: { error: 'AccessDeniedException', at: 0, done: 0 },
        duplicate: { output: { done: 2 }, at: 0, done: 2 },
        late: { output: { done: 1 }, at: 700, done: 1 },
      }[kind],
    );
  });
});
