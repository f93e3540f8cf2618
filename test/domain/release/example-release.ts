import type { Outcome } from '../../../lib/domain/gate/verdict';
import type { Phase } from '../../../lib/domain/gate/phase';
import { openRelease, type GateRecord, type NewRelease, type Release } from '../../../lib/domain/release/release';
import type { DeploymentEnding } from '../../../lib/domain/release/release-event';

/** One that creates its alias: there is no blue. */
export const newFirstRelease: NewRelease = {
  id: 'd-1',
  functionName: 'chat',
  aliasName: 'live',
  green: '8',
  deploymentGroup: 'chat-live',
  openedAt: 1000,
};

export const newRelease: NewRelease = { ...newFirstRelease, blue: '7' };

export const releaseIn = (change: Partial<Release>): Release => ({ ...openRelease(newRelease), ...change });

export function gateRecord(name: string, phase: Phase, outcome: Outcome): GateRecord {
  const evidence = { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} };
  const reasons = [{ code: `${name}-code`, message: `${name} said ${outcome}.` }];
  return { name, phase, mode: 'enforce', at: 1500, verdict: { outcome, reasons, evidence } };
}

/** CodeDeploy's own ending of a deployment that no gate refused. */
export const stopped = (change: {
  readonly trafficMoved: boolean;
  readonly rollsBack: boolean;
}): DeploymentEnding & { status: 'stopped' | 'failed' } => ({
  status: 'stopped',
  by: 'codedeploy',
  reason: { code: 'MANUAL_STOP', message: 'Somebody stopped it.' },
  ...change,
});
