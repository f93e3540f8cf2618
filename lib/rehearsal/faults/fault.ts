/** What can go wrong with an invocation of a function. */
export const FUNCTION_FAULTS = [
  /** The process ends before the handler is called. */
  'crash',
  /** The handler never returns; its own timeout ends it. */
  'hang',
  /** It begins later, by `delay`. */
  'slow',
  /** Lambda refuses the invocation: too many requests. */
  'throttle',
  /** The handler does its work, and something else than its answer comes back. */
  'garbage',
  /** The caller may not invoke it. */
  'denied',
  /** An asynchronous event is delivered twice. */
  'duplicate',
  /** The handler does its work, and its answer comes later, by `delay`. */
  'late',
] as const;

/** What can go wrong with a call of an AWS API. */
export const API_FAULTS = [
  /** The service fails, with status 500, and does nothing. */
  'crash',
  /** No answer comes for an hour, and nothing is done. */
  'hang',
  /** It is done later, by `delay`. */
  'slow',
  /** The service refuses: rate exceeded. */
  'throttle',
  /** It is done, and the answer makes no sense. */
  'garbage',
  /** The service refuses: not authorized. */
  'denied',
  /** It is done twice, as after a retry on the network; the second answer counts. */
  'duplicate',
  /** It is done at once, and answered later, by `delay`. */
  'late',
] as const;

/** What can go wrong with an event that a rule of EventBridge matches, or with a round of its schedule. */
export const RULE_FAULTS = [
  /** Its targets never hear of it. */
  'lost',
  /** Its targets get it twice. */
  'duplicate',
] as const;

export type RuleFault = (typeof RULE_FAULTS)[number];
export type FunctionFault = (typeof FUNCTION_FAULTS)[number];
export type ApiFault = (typeof API_FAULTS)[number];

/** Which calls a fault hits; all of them where nothing is said. */
export interface Occasion {
  /** The first so many calls. */
  readonly times?: number | undefined;
  /** This call alone, counted from 1. */
  readonly call?: number | undefined;
  /** Milliseconds from the start of the deployment; calls before it are neither hit nor counted … */
  readonly at?: number | undefined;
  /** … nor those after so many milliseconds more. */
  readonly for?: number | undefined;
}

/** Something that goes wrong on purpose. */
export type Fault = Occasion &
  (
    | {
        readonly on: 'function';
        /** The function's name, its logical id, or a part of its construct path, such as `Platform/Closer`. */
        readonly id: string;
        readonly kind: FunctionFault;
        /** Milliseconds. */
        readonly delay?: number | undefined;
      }
    | {
        readonly on: 'api';
        /** As policies name it, such as `dynamodb:PutItem`. */
        readonly id: string;
        readonly kind: ApiFault;
        readonly delay?: number | undefined;
      }
    | {
        readonly on: 'state-machine';
        /** As a function's. */
        readonly id: string;
        /** The execution is aborted, `delay` after it began. */
        readonly kind: 'crash';
        readonly delay?: number | undefined;
      }
    | {
        readonly on: 'rule';
        /** As a function's. */
        readonly id: string;
        readonly kind: RuleFault;
      }
  );
