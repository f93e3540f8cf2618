import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { GateSettings } from '../../domain/gate/gate-settings';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import type { OwnCounts } from '../../domain/shift/metrics';
import type { BoundJudge } from './bound-judge';

/** What is said of a gate at synth; the code is that of the annotation. */
export interface GateNote {
  readonly code: string;
  readonly message: string;
}

/** A gate as the release that asks it has it. */
export interface BoundGate {
  readonly name: string;
  /** What is shipped to the platform; missing where the gate's own files cannot be read. */
  readonly definition: GateDefinition | undefined;
  /** What is wrong with the gate, each as one sentence. */
  readonly problems: readonly string[];
  /** What it counts for, and whether it is asked again. */
  readonly settings: GateSettings;
  /** The function that is asked, or that judges, where it is the squad's own. */
  readonly ownFunction?: lambda.IFunction | undefined;
  /** The tables that are watched. */
  readonly tables?: readonly dynamodb.ITable[] | undefined;
  /** The metrics of the squad's own that are watched, as they were given … */
  readonly metrics?: readonly cloudwatch.Metric[] | undefined;
  /** … and as they are shipped. */
  readonly counts?: OwnCounts | undefined;
  /** Who scores answers, where somebody does. */
  readonly judge?: BoundJudge;
  /** What is to be said of it, whatever is asked. */
  readonly notes?: readonly GateNote[] | undefined;
}
