import type { answerCustomResource } from '../../lib/adapters/custom-resource-answers';
import type { FirstReleaseRuns } from '../../lib/adapters/first-release-runs';
import { parseFirstReleaseRequest } from '../first-release-request';

export interface StarterPorts {
  readonly runs: Pick<FirstReleaseRuns, 'start'>;
  readonly answer: typeof answerCustomResource;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Starts the gate run that will answer CloudFormation where an alias is to be created. Where it is kept or goes, there
 * is nothing to ask: CodeDeploy's hooks gate every later release. What breaks here is thrown: the last resort answers.
 */
export async function startFirstRelease(event: unknown, { runs, answer, now }: StarterPorts): Promise<void> {
  const asked = parseFirstReleaseRequest(event, now());
  switch (asked.kind) {
    case 'create':
      await runs.start({ release: asked.release, request: asked.request });
      return;
    case 'keep':
      await answer(asked.request, { status: 'SUCCESS', physicalResourceId: asked.physicalResourceId });
  }
}
