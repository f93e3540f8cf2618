import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { GateSettings } from '../../domain/gate/gate-settings';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import type { BoundJudge } from './bound-judge';

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
  /** Who scores answers, where somebody does. */
  readonly judge?: BoundJudge;
}
