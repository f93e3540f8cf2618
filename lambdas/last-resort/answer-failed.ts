import { answerBrokenRun, type LastResortPorts } from '../../lib/flow/answer-broken-run';
import { parseBrokenGateRun } from './parse-broken-gate-run';

/** Answers CodeDeploy for what broke, whichever road the event came by. */
export async function answerFailed(event: unknown, ports: LastResortPorts): Promise<void> {
  await answerBrokenRun(parseBrokenGateRun(event), ports);
}
