import type { Catcher, Source } from '../definition/state-machine-definition';
import type { Json, JsonObject } from '../data/json';
import type { Chance } from './chance';
import type { StatesError } from './states-error';

/** How data goes into a state, through it and out of it, in the state's query language. */
export interface StateData {
  /** What the state works on. */
  readonly input: Json;
  /** What its task, branches or items are given. */
  payload(): Promise<Json>;
  /** A field that may be an expression or a path. */
  value(source: Source): Promise<Json>;
  /** What an item of a Map is given. @param context with the item in it */
  itemInput(selector: Json, context: JsonObject): Promise<Json>;
  /** What the state gives, after what it did. */
  output(result: Json): Promise<Json>;
  /** What a state gives that did nothing. @param output a choice's own, instead of the state's */
  passOn(output?: Json): Promise<Json>;
  /** What a caught error makes of the input. */
  caught(catcher: Catcher, error: StatesError): Promise<Json>;
  /** Variables to assign. @param subject what the state did, or the error that was caught */
  assign(values: JsonObject, subject: AssignSubject): Promise<JsonObject>;
  /** The value at the path of a choice rule, or undefined. */
  find(path: string): Json | undefined;
  /** Whether a JSONata condition holds. */
  condition(expression: string | boolean): Promise<boolean>;
}

export type AssignSubject =
  | { readonly kind: 'result'; readonly value: Json }
  | { readonly kind: 'error'; readonly value: Json }
  | { readonly kind: 'input' };

export interface DataSurroundings {
  /** As the state received it. */
  readonly raw: Json;
  readonly chance: Chance;
  readonly missingPathError: string;
  readonly now: () => number;
  /** All variables in scope. */
  readonly variables: () => JsonObject;
  /** The context object. */
  readonly context: () => JsonObject;
}
