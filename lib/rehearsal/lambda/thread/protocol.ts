import type { LackCode } from '../../kernel/host-lack';

/** What a handler's thread is given first, as a message: until then it only waits. */
export interface ThreadSetup {
  /** The bundle to load, as shipped. */
  readonly file: string;
  /** The export that handles invocations. */
  readonly handler: string;
  /** Whether the bundle is an ES module. */
  readonly esModule?: boolean;
  /** The environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The one HTTP endpoint that stands for all of AWS, on 127.0.0.1. */
  readonly endpointPort: number;
  readonly environmentId: string;
  /** Virtual milliseconds since the epoch. */
  readonly now: number;
}

/** What the rehearsal tells a thread. Each message but `disconnect` sets it going until its next report. */
export type ToThread =
  | {
      readonly kind: 'invoke';
      readonly now: number;
      readonly requestId: string;
      readonly payload: string;
      readonly clientContext?: string;
      readonly functionName: string;
      readonly functionVersion: string;
      readonly invokedFunctionArn: string;
      readonly memoryLimitInMB: string;
      /** When Lambda will end the invocation, virtual milliseconds since the epoch. */
      readonly deadline: number;
    }
  /** Virtual time has come to a timer of the handler's. */
  | { readonly kind: 'advance'; readonly now: number }
  /** To close the connections that carry no call. */
  | { readonly kind: 'disconnect' };

/** What a thread reports, once after each thing that set it going (a message, or the answer to a call of its own). */
export type FromThread =
  /** It can only go on when one of its calls is answered or a timer is due. */
  | { readonly kind: 'at-rest'; readonly calls: readonly number[]; readonly nextTimer?: number }
  | { readonly kind: 'loaded' }
  | {
      readonly kind: 'load-failed';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    }
  | { readonly kind: 'returned'; readonly payload: string }
  | {
      readonly kind: 'threw';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    }
  /** Without a level, it is the whole line. With one, Lambda puts its own part before it. */
  | { readonly kind: 'log'; readonly level?: string; readonly text: string }
  | { readonly kind: 'not-emulated'; readonly what: string }
  /** The machine cannot go on, which is no failure of the handler's. The error's code and message. */
  | { readonly kind: 'host-lacks'; readonly code: LackCode; readonly message: string };

/** Headers between a thread and the endpoint; never part of what is signed. */
export const HEADER = {
  environment: 'x-rehearsal-environment',
  call: 'x-rehearsal-call',
  /** The address of a call that leaves AWS, which the endpoint catches. */
  outside: 'x-rehearsal-outside',
  /** In an answer: the virtual time at which it arrives. */
  now: 'x-rehearsal-now',
} as const;
