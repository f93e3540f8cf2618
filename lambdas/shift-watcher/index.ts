import { sha256Of } from '../../lib/adapters/digest';
import type { AfterBakeLook } from '../../lib/flow/bake-release';
import type { AfterLook } from '../../lib/flow/look-at-shift';
import type { LastLook } from '../../lib/flow/take-last-look';
import type { WatchPorts } from '../../lib/flow/watch-ports';
import { deployments, metrics, outcomes, sts } from '../clients';
import { ledger, notices, watches } from '../tables';
import { actFor } from './act-for';
import { look } from './look';

const byRole = sts();
const cloudWatch = metrics();

const ports: WatchPorts = {
  ledger: ledger(),
  shifts: deployments(),
  watches: watches(),
  notices: notices(),
  outcomes: outcomes(),
  metrics: cloudWatch,
  publishRegression: (release) => cloudWatch.publishRegression(release, release.green),
  actFor: (release, releaseRoleArn) => actFor(byRole, release, releaseRoleArn),
  digest: sha256Of,
  now: () => Date.now(),
};

/** The step of a watch that looks at a shift. */
export async function handler(request: unknown): Promise<AfterLook | LastLook | AfterBakeLook> {
  return look(request, ports);
}
