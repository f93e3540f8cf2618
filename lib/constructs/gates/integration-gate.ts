import { Duration } from 'aws-cdk-lib';
import type { Draft } from '../../domain/gate/gate-kind';
import type { IntegrationDefinition } from '../../domain/gates/integration/integration-definition';
import type { CommonGateProps } from './gate-settings';
import type { Suite } from './suite';
import { withSuite } from './with-suite';

export interface IntegrationGateProps extends CommonGateProps {
  /** The conversations to hold. */
  readonly suite: Suite;
  /**
   * How many conversations are held at a time. 1 to 50.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * The time that the conversations may take together. At most 14 minutes, since a function asks the gate.
   *
   * @default Duration.minutes(10)
   */
  readonly within?: Duration;
  /**
   * Hold only the conversations that have one of these tags.
   *
   * @default - all conversations
   */
  readonly tags?: string[];
  /**
   * How often a conversation that does not hold is held again. 0 to 5. One that holds then is reported as flaky.
   *
   * @default - never; a gate says what it saw
   */
  readonly retries?: number;
}

/**
 * What is shipped of an integration gate; without the suite where that cannot be read.
 *
 * @internal
 */
export function integrationDefinition(props: Partial<IntegrationGateProps>): Draft<IntegrationDefinition> {
  const { name = 'integration', phase = 'before-traffic', concurrency = 4, suite, tags, retries } = props;
  const withinSeconds = (props.within ?? Duration.minutes(10)).toSeconds({ integral: false });
  const settings = {
    ...({ kind: 'integration', name, phase, concurrency, withinSeconds } as const),
    ...(tags ? { tags } : {}),
    ...(retries ? { retries } : {}),
  };
  return withSuite(settings, suite);
}
