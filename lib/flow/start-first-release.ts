import type { FirstReleaseRequest } from '../domain/release/first-release-request';
import type { FirstReleaseInput, GateRuns } from '../domain/release/gate-runs';
import { refusalOf, refuseRequest, type RefusalPorts } from './refuse-creation';

export interface FirstStarterPorts extends RefusalPorts {
  readonly gateRuns: GateRuns<FirstReleaseInput>;
}

/**
 * Starts the gate run that will answer CloudFormation where an alias is to be created. Where it is kept or goes, there
 * is nothing to ask: CodeDeploy's hooks gate every later release. What breaks here is thrown: the last resort answers.
 */
export async function startFirstRelease(asked: FirstReleaseRequest, ports: FirstStarterPorts): Promise<void> {
  const refusal = await refusalOf(asked, ports);
  if (refusal) {
    await refuseRequest(asked, refusal, ports);
    return;
  }
  switch (asked.kind) {
    case 'create':
      await ports.gateRuns.start({ release: asked.release, request: asked.request });
      return;
    case 'keep':
      await ports.answer(asked.request, { status: 'SUCCESS', physicalResourceId: asked.physicalResourceId });
  }
}
