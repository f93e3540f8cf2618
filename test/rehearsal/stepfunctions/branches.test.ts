import { FUNCTION, outputOf, returns, throws, Workshop } from './workshop';

const wait = (Seconds: number, Next?: string) => ({
  Type: 'Wait',
  Seconds,
  ...(Next === undefined ? { End: true } : { Next }),
});
const fails = { Type: 'Fail', Error: 'Boom', Cause: 'so' };
const parallel = (branches: readonly object[], more: object = {}) => ({
  StartAt: 'P',
  States: {
    P: { Type: 'Parallel', Branches: branches, ...more, ...('Next' in more ? {} : { End: true }) },
    ...('Catch' in more ? { Caught: { Type: 'Pass', End: true } } : {}),
  },
});
const map = (processor: object, more: object = {}) => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: processor, End: true, ...more } },
});

describe('Parallel', () => {
  it('takes as long as its longest branch, and gives the outputs in the order of the branches', async () => {
    const execution = await new Workshop().play(
      parallel([
        { StartAt: 'A', States: { A: wait(9, 'B'), B: { Type: 'Pass', Result: 'slow', End: true } } },
        { StartAt: 'C', States: { C: { Type: 'Pass', Result: 'fast', End: true } } },
      ]),
    );
    expect(outputOf(execution)).toEqual(['slow', 'fast']);
    expect(execution.stopTime! - execution.startTime).toBe(9000);
  });

  it('ends its other branches when one fails', async () => {
    const workshop = new Workshop({ answers: { 'lambda:Invoke': [returns(1)] } });
    const execution = await workshop.play(
      parallel([
        { StartAt: 'A', States: { A: wait(5, 'B'), B: { Type: 'Task', Resource: FUNCTION, End: true } } },
        { StartAt: 'C', States: { C: wait(2, 'D'), D: fails } },
      ]),
    );
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Boom', cause: 'so' });
    expect(execution.stopTime! - execution.startTime).toBe(2000);
    expect(workshop.calls).toEqual([]);
  });

  it.each([
    [['Boom'], true],
    [['States.ALL'], true],
    [['States.BranchFailed'], true],
    [['States.TaskFailed'], false],
  ])('has the error of a branch caught by %j: %s', async (ErrorEquals, isCaught) => {
    const execution = await new Workshop().play(
      parallel([{ StartAt: 'A', States: { A: fails } }], { Catch: [{ ErrorEquals, Next: 'Caught' }] }),
    );
    expect(execution.status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
  });

  it('runs all branches again when it retries', async () => {
    const workshop = new Workshop({ answers: { 'lambda:Invoke': [throws('Boom'), returns(7)] } });
    const execution = await workshop.play(
      parallel([{ StartAt: 'A', States: { A: { Type: 'Task', Resource: FUNCTION, End: true } } }], {
        Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 3 }],
      }),
    );
    expect(outputOf(execution)).toEqual([7]);
    expect(workshop.calls.map(({ atMs }) => atMs)).toEqual([0, 3000]);
  });

  it('does not let a branch catch that another one failed', async () => {
    const execution = await new Workshop().play(
      parallel([
        {
          StartAt: 'A',
          States: {
            A: {
              Type: 'Parallel',
              Branches: [{ StartAt: 'Inner', States: { Inner: wait(60) } }],
              Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }],
              End: true,
            },
            After: wait(60),
          },
        },
        { StartAt: 'C', States: { C: fails } },
      ]),
    );
    expect(execution.stopTime).toBe(execution.startTime);
    expect(execution.states.map(({ name }) => name)).not.toContain('After');
  });

  it('lets branches see the variables around them, and keeps theirs to themselves', async () => {
    const execution = await new Workshop().play({
      QueryLanguage: 'JSONata',
      StartAt: 'V',
      States: {
        V: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'A',
              States: {
                A: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'B' },
                B: { Type: 'Pass', Output: '{% [$outer, $inner] %}', End: true },
              },
            },
          ],
          Next: 'E',
        },
        E: { Type: 'Pass', Output: { branch: '{% $states.input[0] %}', leaked: '{% $exists($inner) %}' }, End: true },
      },
    });
    expect(outputOf(execution)).toEqual({ branch: [1, 2], leaked: false });
  });
});

describe('Map', () => {
  const items = [1, 2, 3, 4, 5];

  it.each([
    [0, 10_000],
    [1, 50_000],
    [2, 30_000],
    [9, 10_000],
  ])('runs as many items at once as MaxConcurrency %i allows', async (MaxConcurrency, ms) => {
    const execution = await new Workshop().play(
      map({ StartAt: 'A', States: { A: wait(10) } }, { MaxConcurrency }),
      items,
    );
    expect(outputOf(execution)).toEqual(items);
    expect(execution.stopTime! - execution.startTime).toBe(ms);
  });

  it('runs no more than 40 items at once', async () => {
    const execution = await new Workshop().play(
      map({ StartAt: 'A', States: { A: wait(10) } }),
      Array.from({ length: 41 }, () => 0),
    );
    expect(execution.stopTime! - execution.startTime).toBe(20_000);
  });

  it('takes its items, and what it makes of each, by path', async () => {
    const execution = await new Workshop().play(
      map(
        { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
        {
          ItemsPath: '$.list',
          ItemSelector: { 'of.$': '$.name', 'at.$': '$$.Map.Item.Index', 'item.$': '$$.Map.Item.Value.x' },
        },
      ),
      { name: 'n', list: [{ x: 'a' }, { x: 'b' }] },
    );
    expect(outputOf(execution)).toEqual([
      { of: 'n', at: 0, item: 'a' },
      { of: 'n', at: 1, item: 'b' },
    ]);
  });

  it('gives an empty list for no items', async () => {
    const execution = await new Workshop().play(map({ StartAt: 'A', States: { A: fails } }), []);
    expect(outputOf(execution)).toEqual([]);
  });

  it('fails where its items are no list', async () => {
    const execution = await new Workshop().play(map({ StartAt: 'A', States: { A: fails } }), { a: 1 });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(execution.cause).toContain('Map state input must be an array but was: {"a":1}');
  });

  it('ends the other items when one fails', async () => {
    const processor = {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'W' }], Default: 'Long' },
        W: wait(3, 'F'),
        F: fails,
        Long: wait(60),
      },
    };
    const execution = await new Workshop().play(map(processor), items);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Boom' });
    expect(execution.stopTime! - execution.startTime).toBe(3000);
  });
});
