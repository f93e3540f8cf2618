import type { Dice } from './dice';
import { copy, isObject, read, remove, slotsOf, write, type Json, type Slot } from './json';
import { junk, junkName, likeIt } from './junk';

type Mutation = (slot: Slot, slots: readonly Slot[], dice: Dice) => void;

/** What can happen to any document. */
const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  remove,
  (slot, _, dice) => {
    write(slot, junk(dice));
  },
  exchange,
  exchange,
  exchange,
  /** The same again, elsewhere. */
  (slot, slots, dice) => {
    const other = dice.pick(slots);
    if (other) write(slot, copy(read(other)));
  },
  swapType,
  /** An unknown name beside the known ones. */
  (slot, _, dice) => {
    const value = read(slot);
    if (isObject(value)) write({ holder: value, key: junkName(dice) }, junk(dice));
    else if (Array.isArray(value)) value.push(junk(dice));
  },
  /** Another name. */
  ({ holder, key }, slots, dice) => {
    if (Array.isArray(holder)) return;
    const value = read({ holder, key });
    remove({ holder, key });
    const like = dice.pick(slots)?.key;
    write({ holder, key: dice.happens(0.5) && typeof like === 'string' ? like : junkName(dice) }, value);
  },
  /** The same twice: two that say they are one. */
  ({ holder, key }) => {
    const value = copy(read({ holder, key }));
    if (Array.isArray(holder)) holder.push(value);
    else write({ holder, key: `${key}Again` }, value);
  },
  (slot, _, dice) => {
    const value = read(slot);
    if (typeof value === 'number') write(slot, value * dice.pick([-1, 0, 0.1, 1000, 1e12]));
    else if (typeof value === 'string') write(slot, corrupted(value, dice));
  },
];

/** Changes a document in place, in so many places. */
export function mutate(root: Json, times: number, dice: Dice, more: readonly Mutation[] = []): void {
  for (let time = 0; time < times; time++) {
    const slots = slotsOf(root);
    const slot = dice.pick(slots);
    if (!slot) return;
    dice.pick([...MUTATIONS, ...more])(slot, slots, dice);
  }
}

/** Damages a text at one place. */
export function corrupted(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const cut = dice.pick(['', '}', '"', '\\', '\n', ',', '{', '&a *a ', '- ', '\u0000', ': ']);
  return dice.happens(0.3) ? text.slice(0, at) : `${text.slice(0, at)}${cut}${text.slice(at + dice.below(3))}`;
}

/** Puts a value of the same type in the place of another. */
function exchange(slot: Slot, slots: readonly Slot[], dice: Dice): void {
  write(slot, copy(likeIt(read(slot), slots.map(read), dice)));
}

function swapType(slot: Slot): void {
  const value = read(slot);
  if (typeof value === 'string') write(slot, value === '' ? 0 : [value]);
  else if (typeof value === 'number' || typeof value === 'boolean') write(slot, String(value));
  else if (Array.isArray(value)) write(slot, value[0] ?? {});
  else if (value === null) write(slot, {});
  else write(slot, Object.values(value));
}
