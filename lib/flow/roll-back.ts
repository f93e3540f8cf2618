import { handText, type HandClaim } from '../domain/release/by-hand';
import type {
  AliasMove,
  RollbackAlarms,
  RollbackAliases,
  RollbackDeployments,
} from '../domain/rollback/rollback-ports';
import type { RollbackPlan } from '../domain/rollback/rollback-plan';

export interface RollbackPorts {
  readonly aliases: RollbackAliases;
  readonly deployments: RollbackDeployments;
  readonly alarms: RollbackAlarms;
  /** Waits, in milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is put back, and by whose word. */
export interface RollbackOrder extends Pick<
  AliasMove,
  'application' | 'deploymentGroup' | 'functionName' | 'aliasName'
> {
  readonly claim: HandClaim;
  /** Whether to follow it to its end. */
  readonly waits: boolean;
}

/** What came of it. */
export interface RollbackResult {
  /** CodeDeploy's deployment that was started, stopped, or found under way; missing where there was none. */
  readonly deploymentId?: string;
  /** Whether somebody else was first. */
  readonly isAnothers: boolean;
  /** Whether the version serves alone; undefined where nobody waited for it. */
  readonly isBack?: boolean;
  /** Why not, where it does not. */
  readonly problem?: string;
}

/** How often it is looked at, and how often an alarm is made red anew, in milliseconds. */
const LOOK_MS = 1000;
const RING_MS = 5000;

/** CodeDeploy looks at alarms every 10 to 30 s; by then another way is taken, in milliseconds. */
const RING_FOR_MS = 90_000;

/** Far longer than putting a version back takes, in milliseconds. */
const LONGEST_MS = 10 * 60_000;

type Carried = Extract<RollbackPlan, { readonly kind: 'stop' | 'wait' | 'deploy' | 'clear' }>;

/** Carries out a plan, so that it may be begun anew at any point: each step changes nothing that is as it should be. */
export async function rollBack(plan: Carried, order: RollbackOrder, ports: RollbackPorts): Promise<RollbackResult> {
  switch (plan.kind) {
    case 'clear':
      await ports.aliases.clearWeights(order.functionName, order.aliasName);
      return { isAnothers: false, ...(await isBack(plan.to, order, ports)) };
    case 'deploy':
      return deploy(plan, order, ports);
    case 'stop':
      return stop(plan, order, ports);
    case 'wait':
      return {
        deploymentId: plan.deploymentId,
        isAnothers: true,
        ...(await followed(plan.deploymentId, order, ports)),
      };
  }
}

async function deploy(
  { from, to, clearsWeights }: Extract<RollbackPlan, { kind: 'deploy' }>,
  order: RollbackOrder,
  ports: RollbackPorts,
): Promise<RollbackResult> {
  const { claim, functionName, aliasName, application, deploymentGroup } = order;
  if (clearsWeights) await ports.aliases.clearWeights(functionName, aliasName);
  const move = { application, deploymentGroup, functionName, aliasName, from, to, text: handText(claim) };
  const deploymentId = await ports.deployments.start(move);
  if (deploymentId === undefined) {
    const problem = 'Another deployment of this group began at the same moment. Look who did, and run it again.';
    return { isAnothers: true, isBack: false, problem };
  }
  return { deploymentId, isAnothers: false, ...(await followed(deploymentId, order, ports, to)) };
}

async function stop(
  { deploymentId, alarm, to }: Extract<RollbackPlan, { kind: 'stop' }>,
  order: RollbackOrder,
  ports: RollbackPorts,
): Promise<RollbackResult> {
  const { claim, waits } = order;
  const isRung = alarm !== undefined && (await rung(alarm, claim, ports));
  if (!isRung) await ports.deployments.stop(deploymentId);
  if (!waits) return { deploymentId, isAnothers: false };
  const startedAt = ports.now();
  for (let rungAt = startedAt, isAsked = !isRung; ;) {
    const { status } = await ports.deployments.find(deploymentId);
    if (hasEnded(status)) break;
    const at = ports.now();
    if (at - startedAt > LONGEST_MS) return { deploymentId, isAnothers: false, ...late(deploymentId, status) };
    if (!isAsked && at - startedAt >= RING_FOR_MS) {
      await ports.deployments.stop(deploymentId);
      isAsked = true;
    }
    if (!isAsked && alarm !== undefined && at - rungAt >= RING_MS) {
      await rung(alarm, claim, ports);
      rungAt = at;
    }
    await ports.pause(LOOK_MS);
  }
  return { deploymentId, isAnothers: false, ...(await followed(deploymentId, order, ports, to)) };
}

/** Whether an alarm could be made red: who may not has the other way. */
async function rung(alarm: string, claim: HandClaim, { alarms }: RollbackPorts): Promise<boolean> {
  return alarms.ring(alarm, handText(claim)).then(
    () => true,
    () => false,
  );
}

type Followed = Pick<RollbackResult, 'isBack' | 'problem'>;

/** Follows a deployment, and the one that rolls it back, to their ends. @param to the version that has to serve then */
async function followed(
  deploymentId: string,
  order: RollbackOrder,
  ports: RollbackPorts,
  to?: string,
): Promise<Followed> {
  if (!order.waits) return {};
  const startedAt = ports.now();
  for (let id = deploymentId; ;) {
    const { status, rolledBackBy, problem } = await ports.deployments.find(id);
    if (hasEnded(status) && rolledBackBy !== undefined && id === deploymentId) {
      id = rolledBackBy;
      continue;
    }
    if (hasEnded(status)) {
      const served = to === undefined ? { isBack: status === 'Succeeded' } : await isBack(to, order, ports);
      // The deployment that puts it back begins a moment after the other has ended.
      if (served.isBack === true || ports.now() - startedAt > LINGER_MS) {
        return served.isBack === true || problem === undefined ? served : { ...served, problem };
      }
    }
    if (ports.now() - startedAt > LONGEST_MS) return late(id, status);
    await ports.pause(LOOK_MS);
  }
}

/** How long the alias is waited for once its deployment has ended, in milliseconds. */
const LINGER_MS = 30_000;

function hasEnded(status: string): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

function late(deploymentId: string, status: string): Followed {
  const minutes = LONGEST_MS / 60_000;
  return { isBack: false, problem: `Deployment ${deploymentId} is still ${status} after ${minutes} minutes.` };
}

async function isBack(to: string, order: RollbackOrder, { aliases }: RollbackPorts): Promise<Followed> {
  const { version, additional } = await aliases.serving(order.functionName, order.aliasName);
  if (version === to && additional === undefined) return { isBack: true };
  const second = additional ? ` and ${additional.version}` : '';
  return {
    isBack: false,
    problem: `The alias points to version ${version ?? 'none'}${second}, and not to ${to} alone.`,
  };
}
