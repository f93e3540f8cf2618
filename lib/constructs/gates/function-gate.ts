import { Duration } from 'aws-cdk-lib';
import type { FunctionDefinition } from '../../domain/gates/function/function-definition';
import type { CommonGateProps } from './gate-settings';

export interface FunctionGateProps extends CommonGateProps {
  /**
   * The time that the function may take to answer. At most 14 minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly within?: Duration;
}

/**
 * A gate that the squad's own function answers.
 *
 * @internal
 */
export function functionDefinition(props: FunctionGateProps): FunctionDefinition {
  const { name = 'function', phase = 'before-traffic', within = Duration.minutes(1) } = props;
  return { kind: 'function', name, phase, withinSeconds: within.toSeconds({ integral: false }) };
}
