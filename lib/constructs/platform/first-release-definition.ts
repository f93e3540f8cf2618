import { gateRunDefinition, type GateRunTargets } from './gate-run-definition';
import { invocation, NEW_ROLE_RETRY } from './task-states';

export interface FirstReleaseTargets extends GateRunTargets {
  readonly answererArn: string;
}

const ANSWER_SECONDS = 90;

const RELEASE = '{% $states.context.Execution.Input.release %}';
/** Holds the URL by which CloudFormation is answered, a secret. */
const REQUEST = '{% $states.context.Execution.Input.request %}';

/** A try takes the function's own minute at most, so that the last resort has its turn within minutes. */
const ANSWER_RETRY = { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 2 };

/** The gate run before an alias is created, which answers CloudFormation. */
export function firstReleaseDefinition({ answererArn, ...targets }: FirstReleaseTargets) {
  const answer = invocation(targets.partition, answererArn, {
    release: RELEASE,
    request: REQUEST,
    status: '{% $states.input.status %}',
  });
  return gateRunDefinition(targets, {
    comment: 'Asks the before-traffic gates of a first release and answers CloudFormation',
    opens: { firstRelease: RELEASE },
    decides: { deploymentId: '{% $states.context.Execution.Input.release.id %}', phase: 'before-traffic' },
    unasked: { state: 'IsKnownAlias', kind: 'known-alias', status: 'KnownAlias' },
    askRetries: [NEW_ROLE_RETRY],
    answer: { ...answer, TimeoutSeconds: ANSWER_SECONDS, Retry: [...answer.Retry, ANSWER_RETRY] },
    rescues: { release: RELEASE, request: REQUEST },
  });
}
