import {
  brokenGateRunReason,
  brokenGateRunRecord,
  type Breakage,
  type BrokenGateRun,
} from '../domain/release/broken-gate-run';
import { brokenFirstRun, mayBeCreated, refusalSentence, refusedCreation } from '../domain/release/first-release';
import type { FirstReleaseRequest } from '../domain/release/first-release-request';
import type { FirstReleaseInput } from '../domain/release/gate-runs';
import type { Ledger } from '../domain/release/ledger';
import { openRelease, type NewRelease, type Release } from '../domain/release/release';
import type { DeploymentEnding, ReleaseEvent } from '../domain/release/release-event';
import { applyEvent } from './apply-event';
import { refusalOf, refuseRequest, type RefusalPorts } from './refuse-creation';
import { inTime } from './in-time';
import { applyAndSend, type OutcomePorts } from './send-outcome';

export interface AnswererPorts extends OutcomePorts, RefusalPorts {
  readonly ledger: Pick<Ledger, 'open' | 'read' | 'replace' | 'recordGate' | 'recordedGates' | 'manifest'>;
  /** What is left of the function's own time, in milliseconds. */
  readonly remainingMs: () => number;
}

/** What is to be told to CloudFormation, and why. */
export type CreationRequest =
  | (FirstReleaseInput & { readonly kind: 'judged'; readonly status: 'Succeeded' | 'Failed' | 'KnownAlias' })
  /** A gate run that cannot say how it ended. */
  | (FirstReleaseInput & { readonly kind: 'broke'; readonly how: Breakage })
  /** Nobody has looked yet whether the request is what it says. */
  | { readonly kind: 'not-started'; readonly asked: FirstReleaseRequest; readonly how: Breakage };

/** Kept in hand of the function's own time, to answer. */
const RESERVE_MS = 30_000;
/** For asking CloudFormation whose request it is. */
const CHECK_MS = 10_000;

/** Tells CloudFormation whether to create an alias, and brings the first release in the ledger to its end. */
export async function answerCreation(asked: CreationRequest, ports: AnswererPorts): Promise<void> {
  switch (asked.kind) {
    case 'not-started':
      await answerNotStarted(asked, ports);
      return;
    case 'broke':
      await refuse(asked, brokenFirstRun(asked, asked.how), ports);
      return;
    case 'judged':
      if (asked.status === 'Failed') await refuse(asked, undefined, ports);
      else if (asked.status === 'Succeeded') await letThrough(asked, ports);
      // CodeDeploy moves an alias that is there, and asks the gates when it does.
      else await succeed(asked, ports);
  }
}

/**
 * Answers for a starter that broke, maybe before it looked whose request that was, and maybe because of it. Where
 * CloudFormation cannot be asked either, it is told no, and nothing else is done until the next try.
 */
async function answerNotStarted(
  { asked, how }: Extract<CreationRequest, { kind: 'not-started' }>,
  ports: AnswererPorts,
): Promise<void> {
  const checked = await inTime(refusalOf(asked, ports), CHECK_MS, 'CloudFormation had not said whose request it is');
  if ('value' in checked && checked.value) {
    await refuseRequest(asked, checked.value, ports);
    return;
  }
  if (asked.kind === 'keep') {
    await ports.answer(asked.request, { status: 'SUCCESS', physicalResourceId: asked.physicalResourceId });
    return;
  }
  const broken = brokenFirstRun(asked, how);
  if ('value' in checked) {
    await refuse(asked, broken, ports);
    return;
  }
  const reason = withoutLedger(asked.release, broken);
  await ports.answer(asked.request, { status: 'FAILED', physicalResourceId: asked.release.id, reason });
  throw checked.error;
}

/**
 * The ledger has the last word on whether the gates passed, and keeps that CloudFormation is told so before it is: a last
 * resort that comes in between then says the same. That the release has ended is written after the answer.
 */
async function letThrough(asked: FirstReleaseInput, ports: AnswererPorts): Promise<void> {
  const { id } = asked.release;
  const { release } = await applyEvent(ports.ledger, id, { kind: 'creation-allowed', at: ports.now() });
  if (!mayBeCreated(release)) throw new Error(`The ledger does not say that the gates of first release ${id} passed.`);
  await succeed(asked, ports);
  await end(id, { status: 'succeeded' }, ports);
}

async function succeed({ request, release }: FirstReleaseInput, { answer }: AnswererPorts): Promise<void> {
  await answer(request, { status: 'SUCCESS', physicalResourceId: release.id });
}

/**
 * The answer is given whatever becomes of the ledger; an error on the way there is thrown once it is given, so that the
 * reason is kept by the next try. Where CloudFormation is being told that the gates passed, that is told once more: it
 * takes the first answer, and all must be the same.
 */
async function refuse(
  asked: FirstReleaseInput,
  broken: BrokenGateRun | undefined,
  ports: AnswererPorts,
): Promise<void> {
  const done = await inTime(keepReason(asked.release, broken, ports), ports.remainingMs() - RESERVE_MS);
  if ('value' in done && mayBeCreated(done.value)) {
    await succeed(asked, ports);
    await end(asked.release.id, { status: 'succeeded' }, ports);
    return;
  }
  const reason = 'error' in done ? withoutLedger(asked.release, broken) : refusalSentence(done.value);
  await ports.answer(asked.request, { status: 'FAILED', physicalResourceId: asked.release.id, reason });
  if ('error' in done) throw done.error;
}

function withoutLedger(known: NewRelease, broken: BrokenGateRun | undefined): string {
  return refusalSentence({ ...openRelease(known), reasons: broken ? [brokenGateRunReason(broken)] : [] });
}

/** Keeps why a release is refused, unless its creation is allowed already, and answers what is kept. */
async function keepReason(
  known: NewRelease,
  broken: BrokenGateRun | undefined,
  ports: AnswererPorts,
): Promise<Release> {
  const { ledger, now } = ports;
  if (broken) {
    // Nobody may have opened it yet.
    await ledger.open(known);
    const at = now();
    const reason = brokenGateRunReason(broken);
    const { phase, gateRun } = broken;
    const event: ReleaseEvent = { kind: 'gate-run-broke', at, phase, reason, gateRun };
    const { release } = await applyEvent(ledger, known.id, event);
    if (mayBeCreated(release)) return release;
    await ledger.recordGate(known.id, brokenGateRunRecord(broken, at));
  }
  await end(known.id, refusedCreation(await kept(known.id, ledger)), ports);
  return kept(known.id, ledger);
}

async function end(id: string, ending: DeploymentEnding, ports: AnswererPorts): Promise<void> {
  await applyAndSend(id, { kind: 'deployment-ended', at: ports.now(), ending }, ports);
}

async function kept(id: string, ledger: Pick<Ledger, 'read'>): Promise<Release> {
  const release = await ledger.read(id);
  if (!release) throw new Error(`The ledger has no release ${id}.`);
  return release;
}
