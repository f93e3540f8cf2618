import type { CodeDeployDeployments, DescribedDeployment } from '../../lib/adapters/codedeploy-deployments';
import type { SsmParameters } from '../../lib/adapters/ssm-parameters';
import * as v from 'valibot';
import type { Phase } from '../../lib/domain/gate/gate-definition';
import { notRun } from '../../lib/domain/gate/verdict';
import { applyEvent, type Ledger } from '../../lib/domain/release/ledger';
import { manifestParameterName, manifestSchema, type Manifest } from '../../lib/domain/release/manifest';
import type { GateRecord, Release } from '../../lib/domain/release/release';

/** What CodeDeploy sends to a hook. The execution id is a secret: whoever has it can answer the hook. */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export interface HookPorts {
  readonly phase: Phase;
  readonly platformName: string;
  readonly deployments: Pick<CodeDeployDeployments, 'describe' | 'answerHook'>;
  readonly ledger: Ledger & { manifest(id: string): Promise<string | undefined> };
  readonly parameters: Pick<SsmParameters, 'read'>;
  /** Asks the release's gates of this phase. */
  readonly ask: (manifest: Manifest, release: Release) => Promise<readonly GateRecord[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is left of the function's own time, in milliseconds. */
  readonly remainingMs: () => number;
}

/** Kept in hand of the function's own time, to record and to answer. */
const RESERVE_MS = 30_000;

/**
 * Asks the gates of one phase and answers CodeDeploy. Fails closed: what breaks on the way is a failed gate by the
 * name of `hook`, and the answer is `Failed`. An error on the way to the ledger does not keep the answer back.
 */
export async function answerHook(event: HookEvent, ports: HookPorts): Promise<void> {
  let status: 'Succeeded' | 'Failed' = 'Failed';
  try {
    status = await judge(event.DeploymentId, ports);
  } catch (error) {
    console.error('The hook broke; it answers Failed.', { deploymentId: event.DeploymentId, error: String(error) });
  }
  await ports.deployments.answerHook(event.DeploymentId, event.LifecycleEventHookExecutionId, status);
}

async function judge(deploymentId: string, ports: HookPorts): Promise<'Succeeded' | 'Failed'> {
  const deployment = await ports.deployments.describe(deploymentId);
  // CodeDeploy was not seen to call hooks when it rolls back; if it ever does, nothing may stand in its way.
  if (deployment.rollsBack !== undefined) return 'Succeeded';
  const manifestText = await attempt(() => readManifest(deployment, ports));
  const release = await ports.ledger.open(
    {
      id: deployment.id,
      functionName: deployment.functionName,
      aliasName: deployment.aliasName,
      blue: deployment.currentVersion,
      green: deployment.targetVersion,
      deploymentGroup: deployment.deploymentGroup,
      openedAt: deployment.createdAt,
    },
    'error' in manifestText ? undefined : manifestText.value,
  );
  const gates = await withinTime(ports, askWith(manifestText, release, ports));
  for (const gate of gates) await ports.ledger.recordGate(release.id, gate);
  const { effects } = await applyEvent(ports.ledger, release.id, {
    kind: 'judged',
    at: ports.now(),
    phase: ports.phase,
    gates,
  });
  return effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded')
    ? 'Succeeded'
    : 'Failed';
}

/** The manifest as it was when the release was opened; only the first hook of a release reads the parameter. */
async function readManifest(deployment: DescribedDeployment, ports: HookPorts): Promise<string> {
  const kept = await ports.ledger.manifest(deployment.id);
  return kept ?? ports.parameters.read(manifestParameterName(ports.platformName, deployment.deploymentGroup));
}

async function askWith(manifestText: Attempt<string>, release: Release, ports: HookPorts) {
  const asked = await attempt(async () => {
    if ('error' in manifestText) throw manifestText.error;
    return ports.ask(v.parse(manifestSchema, JSON.parse(manifestText.value)), release);
  });
  return 'error' in asked ? [broken(ports, `The gates could not be asked: ${String(asked.error)}.`)] : asked.value;
}

async function withinTime(ports: HookPorts, gates: Promise<readonly GateRecord[]>): Promise<readonly GateRecord[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly GateRecord[]>((resolve) => {
    const leftMs = Math.max(0, ports.remainingMs() - RESERVE_MS);
    timer = setTimeout(() => {
      resolve([broken(ports, `The gates were not done after ${Math.round(leftMs / 1000)} s, the hook's own time.`)]);
    }, leftMs);
  });
  const first = await Promise.race([gates, late]);
  clearTimeout(timer);
  return first;
}

function broken({ phase, now }: HookPorts, message: string): GateRecord {
  return { name: 'hook', phase, mode: 'enforce', verdict: notRun({ code: 'hook-broke', message }), at: now() };
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown };

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
