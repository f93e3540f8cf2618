import { brokenGateRunReason, brokenGateRunRecord, type BrokenGateRun } from '../domain/release/broken-gate-run';
import { newReleaseOf, type Deployments } from '../domain/release/deployments';
import type { Ledger } from '../domain/release/ledger';
import { applyEvent } from './apply-event';
import { inTime } from './in-time';

export interface LastResortPorts {
  readonly deployments: Pick<Deployments, 'describe' | 'answerHook'>;
  readonly ledger: Pick<Ledger, 'open' | 'read' | 'replace' | 'recordGate'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is left of the function's own time, in milliseconds. */
  readonly remainingMs: () => number;
}

/** Kept in hand of the function's own time, to answer. */
const RESERVE_MS = 30_000;

/**
 * Answers CodeDeploy where a gate run cannot, and says why in the ledger. The answer is given whatever becomes of the
 * rest; an error on the way to the ledger is thrown once it is given, so that Lambda tries again to keep the reason.
 */
export async function answerBrokenRun(broken: BrokenGateRun, ports: LastResortPorts): Promise<void> {
  const kept = await inTime(keepReason(broken, ports), ports.remainingMs() - RESERVE_MS);
  const status = 'error' in kept ? 'Failed' : kept.value;
  await ports.deployments.answerHook(broken.deploymentId, broken.hookExecutionId, status);
  if ('error' in kept) throw kept.error;
}

/** Refuses the release for good. A deployment that puts an old version back is no release and goes on. */
async function keepReason(broken: BrokenGateRun, ports: LastResortPorts): Promise<'Succeeded' | 'Failed'> {
  const { deployments, ledger, now } = ports;
  const deployment = await deployments.describe(broken.deploymentId);
  if (deployment.rollsBack !== undefined) return 'Succeeded';
  // Nobody may have opened it yet.
  await ledger.open(newReleaseOf(deployment));
  const at = now();
  await ledger.recordGate(broken.deploymentId, brokenGateRunRecord(broken, at));
  const { phase, gateRun } = broken;
  await applyEvent(ledger, broken.deploymentId, {
    kind: 'gate-run-broke',
    at,
    phase,
    reason: brokenGateRunReason(broken),
    gateRun,
  });
  return 'Failed';
}
