import { inTime } from '../../lib/flow/in-time';

describe('work with a time', () => {
  it('has its value where it is done in time', async () => {
    expect(await inTime(Promise.resolve(5), 1000)).toEqual({ value: 5 });
  });

  it.each([
    ['an error, which is kept as it is', new TypeError('it broke'), TypeError],
    ['anything else, which becomes one', 'it broke', Error],
  ])('has its error where it throws %s', async (_, thrown, kind) => {
    const work = jest.fn<Promise<never>, []>().mockRejectedValue(thrown)();
    const done = (await inTime(work, 1000)) as { readonly error: Error };
    expect(done.error).toBeInstanceOf(kind);
    expect(done.error.message).toBe('it broke');
  });

  it('is given up where there is no time left', async () => {
    const never = new Promise(() => undefined);
    expect(await inTime(never, -1)).toMatchObject({
      error: { message: expect.stringContaining('not in the ledger') as string },
    });
  });
});
