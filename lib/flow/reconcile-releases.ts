import type { Deployments } from '../domain/release/deployments';
import { missedFirstReleaseEvents } from '../domain/release/first-release';
import type { Ledger } from '../domain/release/ledger';
import { missedEvents, type SeenDeployment } from '../domain/release/missed-events';
import { readManifest } from '../domain/release/read-manifest';
import { awaitsCount, isSettled, isTerminal, type Release } from '../domain/release/release';
import { stuckEvent } from '../domain/release/stuck';
import { applyEvent } from './apply-event';
import { countRequests, type CountingPorts } from './count-requests';
import { chaseDebts, type ChasingPorts } from './chase-debts';
import { closeRelease, namedEnding, type CloserPorts } from './close-release';
import { publishAtOnce, publishLeftNotices } from './publish-notices';
import { applyAndSend, sendOutcome } from './send-outcome';

export interface ReconcilerPorts extends CloserPorts, ChasingPorts, Pick<CountingPorts, 'metrics'> {
  readonly application: string;
  readonly deployments: Pick<Deployments, 'describe' | 'find' | 'endedSince'>;
  readonly ledger: CloserPorts['ledger'] & Pick<Ledger, 'unsettled' | 'lastEventAt'>;
}

/** Where to look for what was missed. */
export type Look =
  /** At the releases that the ledger has as not settled. */
  | { readonly look: 'ledger' }
  /** At the deployments of the last so many hours: the ledger may not have heard of one. */
  | { readonly look: 'codedeploy'; readonly hours: number };

/** So many releases at a time: CodeDeploy takes a few calls a second. */
const AT_A_TIME = 5;
const HOUR_MS = 3_600_000;

/** Ends whatever release should have ended, sends what message should have been sent, and counts what customers had. */
export async function reconcileReleases(asked: Look, ports: ReconcilerPorts): Promise<void> {
  switch (asked.look) {
    case 'ledger': {
      const looked = each(await ports.ledger.unsettled(), (id) => reconcile(id, ports));
      const all = await Promise.allSettled([looked, publishLeftNotices(ports), chaseDebts(ports)]);
      for (const one of all) if (one.status === 'rejected') throw one.reason;
      return;
    }
    case 'codedeploy': {
      const since = ports.now() - asked.hours * HOUR_MS;
      const ids = await ports.deployments.endedSince(ports.application, since);
      await each(ids, (id) => closeUnlessSettled(id, ports));
    }
  }
}

async function reconcile(id: string, ports: ReconcilerPorts): Promise<void> {
  const release = await ports.ledger.read(id);
  if (!release || (isSettled(release) && !awaitsCount(release))) return;
  if (isTerminal(release.state)) {
    if (!isSettled(release)) await sendOutcome(id, ports);
    await countRequests(release, ports);
    return;
  }
  const events =
    release.blue === undefined
      ? missedFirstReleaseEvents(release, ports.now())
      : missedEvents(release, await see(id, ports), ports.now());
  for (const event of events) await applyAndSend(id, event, ports);
  if (events.length === 0) await sayWhereStuck(release, ports);
}

/** A person has to look at what waits for longer than it can take. */
async function sayWhereStuck(release: Release, ports: ReconcilerPorts): Promise<void> {
  const { ledger, now } = ports;
  const read = readManifest(await ledger.manifest(release.id));
  const manifest = 'manifest' in read ? read.manifest : undefined;
  const event = stuckEvent(release, { lastEventAt: await ledger.lastEventAt(release), manifest, at: now() });
  if (event === undefined) return;
  const { notices } = await applyEvent(ledger, release.id, event);
  await publishAtOnce(notices, ports);
}

async function see(id: string, ports: ReconcilerPorts): Promise<SeenDeployment> {
  const { deployments } = ports;
  const deployment = await deployments.find(id);
  if (deployment === 'gone') return { kind: 'gone' };
  if (deployment === 'under-way' || !deployment.ending) return { kind: 'under-way' };
  const ended = {
    kind: 'ended',
    ending: await namedEnding(deployment, deployment.ending, ports),
    endedAt: deployment.endedAt ?? deployment.createdAt,
  } as const;
  if (deployment.rolledBackBy === undefined) return { ...ended, rollback: 'none' };
  const rollback = await deployments.find(deployment.rolledBackBy);
  if (rollback === 'gone') return { kind: 'gone' };
  if (rollback === 'under-way' || !rollback.ending) return { ...ended, rollback: 'under-way' };
  return { ...ended, rollback: rollback.ending.status === 'succeeded' ? 'succeeded' : 'failed' };
}

/** A rollback is in no ledger by its own id; to end its release once more changes nothing. */
async function closeUnlessSettled(id: string, ports: ReconcilerPorts): Promise<void> {
  const release = await ports.ledger.read(id);
  if (!release || !isSettled(release)) await closeRelease(id, ports);
}

/** One that cannot be dealt with keeps none of the others waiting. */
async function each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const problems: string[] = [];
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const some = ids.slice(from, from + AT_A_TIME);
    const results = await Promise.allSettled(some.map(work));
    results.forEach((result, index) => {
      if (result.status === 'rejected') problems.push(`${some[index] ?? ''}: ${String(result.reason)}`);
    });
  }
  if (problems.length > 0) throw new Error(`These could not be reconciled. ${problems.join(' ')}`);
}
