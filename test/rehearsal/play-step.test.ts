import { Simulation } from '../../lib/rehearsal/kernel/simulation';
import { playStep, type HowFar } from '../../lib/rehearsal/play-step';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
});

afterEach(() => {
  jest.useRealTimers();
});

it('how far a step is, is told every second until it ends', async () => {
  const simulation = new Simulation(0);
  const account = { simulation, recorder: { note: () => undefined }, lambda: { handlerCalls: 5 } };
  const told: HowFar[] = [];
  const step = async () => {
    await simulation.sleep(90_000);
    account.lambda.handlerCalls = 12;
    jest.advanceTimersByTime(2000);
    return 'done';
  };

  await expect(playStep(account, (far) => told.push(far), step)).resolves.toBe('done');
  jest.advanceTimersByTime(10_000);

  expect(told).toEqual([
    { playedMs: 90_000, handlerCalls: 7 },
    { playedMs: 90_000, handlerCalls: 7 },
  ]);
});

it('nothing more is told of a step that stops by an error', async () => {
  const told: HowFar[] = [];
  const account = { simulation: new Simulation(0), recorder: { note: () => undefined }, lambda: { handlerCalls: 0 } };
  await expect(
    playStep(
      account,
      (far) => told.push(far),
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  jest.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
