import type { BrokenGlass } from '../attestation/break-glass';
import type { HookPhase } from '../gate/phase';
import type { Reason } from '../gate/verdict';
import type { PutBack } from './by-hand';
import type { GateRecord } from './release';

/** The kinds of what can happen to a release. */
export const RELEASE_EVENTS = [
  'glass-broken',
  'judged',
  'regressed',
  'warned',
  'stuck',
  'creation-allowed',
  'gate-run-broke',
  'deployment-ended',
  'rollback-ended',
  'outcome-unknown',
  'put-back',
  'counted',
  'message-claimed',
  'message-sent',
] as const satisfies readonly ReleaseEvent['kind'][];

/** What can happen to a release. Times are milliseconds since the epoch. */
export type ReleaseEvent =
  /** Its alarms are ignored, by a break-glass that is good for it alone. */
  | { readonly kind: 'glass-broken'; readonly at: number; readonly glass: BrokenGlass }
  | {
      readonly kind: 'judged';
      readonly at: number;
      readonly phase: HookPhase;
      readonly gates: readonly GateRecord[];
      /** Why gates of the phase were not asked. */
      readonly leftOut?: readonly Reason[];
      /** The ARN of the execution that asked them. */
      readonly gateRun?: string | undefined;
    }
  /** The watch found that green is worse, while traffic shifts. */
  | { readonly kind: 'regressed'; readonly at: number; readonly gates: readonly GateRecord[] }
  /** A gate is past its lower limit; traffic goes on. */
  | {
      readonly kind: 'warned';
      readonly at: number;
      readonly by: string;
      readonly warnings: readonly Reason[];
      /** Whether all traffic is on green already, though its last gates have not been asked. */
      readonly isMoved?: boolean | undefined;
    }
  /** Nothing has happened to it for longer than it can take. @param since when something last happened */
  | { readonly kind: 'stuck'; readonly at: number; readonly since: number }
  /** The gates of a first release passed, and somebody is about to tell CloudFormation to create the alias. */
  | { readonly kind: 'creation-allowed'; readonly at: number }
  /** The gates of a phase were not judged, or their judgement could not be told to CodeDeploy. */
  | {
      readonly kind: 'gate-run-broke';
      readonly at: number;
      readonly phase: HookPhase;
      readonly reason: Reason;
      /** The ARN of the execution that broke, where there was one. */
      readonly gateRun?: string | undefined;
    }
  | {
      readonly kind: 'deployment-ended';
      readonly at: number;
      readonly ending: DeploymentEnding;
    }
  | { readonly kind: 'rollback-ended'; readonly at: number; readonly succeeded: boolean }
  /** Nobody can say any more how the deployment or its rollback ended. */
  | { readonly kind: 'outcome-unknown'; readonly at: number; readonly reason: Reason }
  /** Somebody put another version back after it had ended. @param decidedAt when that began */
  | ({ readonly kind: 'put-back'; readonly decidedAt: number } & PutBack)
  /** What customers had of green was counted, or cannot be told. */
  | {
      readonly kind: 'counted';
      readonly at: number;
      readonly requests?: number | undefined;
      readonly failed?: number | undefined;
    }
  /** Somebody is about to send the message of the outcome. */
  | { readonly kind: 'message-claimed'; readonly at: number }
  | { readonly kind: 'message-sent'; readonly at: number };

/** How CodeDeploy says a deployment ended; of a first release, what CloudFormation is answered. */
export type DeploymentEnding =
  | { readonly status: 'succeeded' }
  | {
      readonly status: 'failed' | 'stopped';
      /** Who ended it: an alarm by its place in the release, or CodeDeploy. */
      readonly by: string;
      readonly reason: Reason;
      /** Whether any customer may have reached green. */
      readonly trafficMoved: boolean;
      /** Whether CodeDeploy rolls back by itself. */
      readonly rollsBack: boolean;
    };
