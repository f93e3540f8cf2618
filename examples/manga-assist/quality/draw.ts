/**
 * The items in an order that only the seed decides. A step of the generator is that of mulberry32 (Tommy Ettinger,
 * public domain), which is plenty for choosing questions.
 */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed >>> 0;
  return items
    .map((item) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return { item, place: (mixed ^ (mixed >>> 14)) >>> 0 };
    })
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

/** The one of a cycle that belongs to an index. */
export function inTurn<T>(items: readonly [T, ...T[]], index: number): T {
  return items[index % items.length] ?? items[0];
}
