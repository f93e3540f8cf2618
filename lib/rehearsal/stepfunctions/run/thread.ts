import type { Json } from '../data/json';
import type { Scope } from './scope';
import type { Variables } from './variables';

/** One line of states after each other: a machine, a branch, or what a Map does with one item. */
export interface Thread {
  readonly scope: Scope;
  readonly variables: Variables;
  /** The event that the next one follows. */
  previous: number;
  /** What `Map.Item` of the context object is, where a Map is around. */
  readonly item?: MapItem;
}

export interface MapItem {
  readonly index: number;
  readonly value: Json;
}
