import { Duration } from 'aws-cdk-lib';
import type { ContractDefinition } from '../../domain/gates/contract/contract-definition';
import type { Draft } from '../../domain/gate/gate-kind';
import type { CommonGateProps } from './gate-settings';
import type { Suite } from './suite';
import { withSuite } from './with-suite';

export interface ContractGateProps extends CommonGateProps {
  /** What is sent to both versions; the suite must have `effects: none`. */
  readonly suite: Suite;
  /**
   * What the new version's answers may have that those of the old one have not: additions, such as a new field, or
   * nothing.
   *
   * @default additions
   */
  readonly allow?: 'additions' | 'nothing';
  /**
   * How many conversations are held at a time. 1 to 50.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * The time that the conversations may take together. At most 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly within?: Duration;
}

/**
 * What is shipped of a contract; without the suite where that cannot be read.
 *
 * @internal
 */
export function contractDefinition(props: Partial<ContractGateProps>): Draft<ContractDefinition> {
  const { name = 'contract', phase = 'before-traffic', concurrency = 4, allow = 'additions', suite } = props;
  const withinSeconds = (props.within ?? Duration.minutes(10)).toSeconds({ integral: false });
  const settings = { kind: 'contract', name, phase, concurrency, allow, withinSeconds } as const;
  return withSuite(settings, suite);
}
