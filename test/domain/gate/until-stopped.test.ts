import { untilStopped } from '../../../lib/domain/gate/until-stopped';

/** Works through numbers, each of which is done once it is told so. */
function tracked(items: readonly number[], width: number, work: (item: number) => Promise<string | undefined>) {
  const begun: number[] = [];
  const done = untilStopped(items, width, (item) => {
    begun.push(item);
    return work(item);
  });
  return { begun, done };
}

const says = (sayings: Readonly<Record<number, string>>) => (item: number) => Promise.resolve(sayings[item]);

describe('a list that is worked through until something stops it', () => {
  it.each([
    ['one at a time', 1],
    ['two at a time', 2],
    ['more at a time than there are', 9],
  ])('is done to its end where nothing does: %s', async (_, width) => {
    const { begun, done } = tracked([1, 2, 3], width, says({}));
    expect(await done).toBeUndefined();
    expect(begun).toEqual([1, 2, 3]);
  });

  it('is nothing where it is empty', async () => {
    expect(await tracked([], 4, says({})).done).toBeUndefined();
  });

  it('begins nothing more once one of them has said to stop', async () => {
    const { begun, done } = tracked([1, 2, 3, 4], 1, says({ 2: 'enough', 3: 'too late' }));
    expect(await done).toBe('enough');
    expect(begun).toEqual([1, 2]);
  });

  it('says what the first of them said, though what is under way comes to its end', async () => {
    let finish: ((said: string) => void) | undefined;
    const slow = new Promise<string>((resolve) => (finish = resolve));
    const { begun, done } = tracked([1, 2, 3, 4], 2, (item) => (item === 1 ? slow : Promise.resolve('enough')));
    let hasEnded = false;
    const ended = done.then((said) => ((hasEnded = true), said));
    for (let round = 0; round < 20; round++) await Promise.resolve();
    expect([begun, hasEnded]).toEqual([[1, 2], false]);
    finish?.('late');
    expect(await ended).toBe('enough');
    expect(begun).toEqual([1, 2]);
  });

  it('is stopped by an empty word too', async () => {
    const { begun, done } = tracked([1, 2], 1, () => Promise.resolve(''));
    expect(await done).toBe('');
    expect(begun).toEqual([1]);
  });

  it('throws the first error, once what is under way has come to its end, and begins nothing more', async () => {
    let ended = 0;
    const { begun, done } = tracked([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error('no socket');
      for (let round = 0; round < 20; round++) await Promise.resolve();
      ended += 1;
      throw new Error('another');
    });
    await expect(done).rejects.toThrow('no socket');
    expect([begun, ended]).toEqual([[1, 2], 1]);
  });
});
