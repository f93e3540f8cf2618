import type { HookPhase } from '../gate/phase';
import type { Reason } from '../gate/verdict';
import type { GateRecord } from './release';

/** What can happen to a release. Times are milliseconds since the epoch. */
export type ReleaseEvent =
  | {
      readonly kind: 'judged';
      readonly at: number;
      readonly phase: HookPhase;
      readonly gates: readonly GateRecord[];
      /** Why gates of the phase were not asked. */
      readonly leftOut?: readonly Reason[];
    }
  /** The gates of a first release passed, and somebody is about to tell CloudFormation to create the alias. */
  | { readonly kind: 'creation-allowed'; readonly at: number }
  /** The gates of a phase were not judged, or their judgement could not be told to CodeDeploy. */
  | { readonly kind: 'gate-run-broke'; readonly at: number; readonly phase: HookPhase; readonly reason: Reason }
  | {
      readonly kind: 'deployment-ended';
      readonly at: number;
      readonly ending: DeploymentEnding;
    }
  | { readonly kind: 'rollback-ended'; readonly at: number; readonly succeeded: boolean }
  /** Nobody can say any more how the deployment or its rollback ended. */
  | { readonly kind: 'outcome-unknown'; readonly at: number; readonly reason: Reason }
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
