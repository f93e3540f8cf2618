import type { ChoiceRule } from '../choice/choice-rule';
import type { Json, JsonObject } from '../data/json';
import type { TaskResource } from '../tasks/task-resource';
import type { Retrier } from './state-fields';

/** States and where to start: a whole machine, a branch, or what a Map does with an item. */
export interface States {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A definition in the Amazon States Language, as read once when the machine is made. */
export interface StateMachineDefinition extends States {
  /** Seconds an execution may take. */
  readonly timeoutSeconds?: number;
}

/** Which state follows; a state without one ends its machine or branch. */
interface Flow {
  readonly next?: string;
}

/** How a JSONPath state filters what goes in and out. `null` discards. */
export interface PathFlow {
  readonly language: 'JSONPath';
  readonly inputPath: string | null;
  readonly outputPath: string | null;
  readonly parameters?: Json;
  readonly resultSelector?: JsonObject;
  readonly resultPath: string | null;
  readonly assign?: JsonObject;
}

export interface JsonataFlow {
  readonly language: 'JSONata';
  readonly arguments?: Json;
  readonly output?: Json;
  readonly assign?: JsonObject;
}

export type DataFlow = PathFlow | JsonataFlow;

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly resultPath: string | null;
  readonly output?: Json;
  readonly assign?: JsonObject;
}

/** A value that is written down, or found by an expression or a path when it is needed. */
export type Source =
  | { readonly kind: 'value'; readonly value: Json; readonly field: string }
  | { readonly kind: 'path'; readonly path: string; readonly field: string };

interface Common {
  readonly name: string;
  readonly data: DataFlow;
}

interface Attempted {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface TaskState extends Common, Flow, Attempted {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly timeoutSeconds?: Source;
  readonly heartbeatSeconds?: Source;
}

export interface ParallelState extends Common, Flow, Attempted {
  readonly type: 'Parallel';
  readonly branches: readonly States[];
}

export interface MapState extends Common, Flow, Attempted {
  readonly type: 'Map';
  readonly processor: States;
  /** Left out where the input itself is the list. */
  readonly items?: Source;
  readonly itemSelector?: Json;
  readonly maxConcurrency?: Source;
}

export interface PassState extends Common, Flow {
  readonly type: 'Pass';
  readonly result?: Json;
}

export interface WaitState extends Common, Flow {
  readonly type: 'Wait';
  readonly until: { readonly kind: 'seconds' | 'timestamp'; readonly source: Source };
}

export interface ChoiceState extends Common {
  readonly type: 'Choice';
  readonly choices: readonly Choice[];
  readonly otherwise?: string;
}

export interface Choice {
  readonly rule: ChoiceRule;
  readonly next: string;
  readonly assign?: JsonObject;
  readonly output?: Json;
}

export interface SucceedState extends Common {
  readonly type: 'Succeed';
}

export interface FailState extends Common {
  readonly type: 'Fail';
  readonly error?: Source;
  readonly cause?: Source;
}

export type AttemptedState = TaskState | ParallelState | MapState;
export type State = AttemptedState | PassState | WaitState | ChoiceState | SucceedState | FailState;
