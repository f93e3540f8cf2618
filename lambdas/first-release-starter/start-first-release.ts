import { startFirstRelease as start, type FirstStarterPorts } from '../../lib/flow/start-first-release';
import { parseFirstReleaseRequest } from '../first-release-request';

export interface StarterPorts extends FirstStarterPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Starts the gate run that answers CloudFormation's request, where it needs one. */
export async function startFirstRelease(event: unknown, ports: StarterPorts): Promise<void> {
  await start(parseFirstReleaseRequest(event, ports.now()), ports);
}
