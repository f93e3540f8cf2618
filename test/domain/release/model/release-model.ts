import { gateRecords } from '../../../../lib/domain/release/gate-records';
import { missedEvents } from '../../../../lib/domain/release/missed-events';
import { isSettled, isTerminal, type Release } from '../../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS, transition } from '../../../../lib/domain/release/transition';
import { gateRecord, stopped } from '../example-release';
import type { Action, Rules } from './action';
import { codeDeployActions, EACH_PHASE } from './code-deploy';
import type { Model } from './explore';
import { gateRunActions } from './gate-run';
import { senderActions } from './senders';
import { initialState, releaseKey, type State } from './state';
import { REGRESSED, watchActions } from './watch';

/** The product's own. */
export const RULES: Rules = { transition, gateRecords, missedEvents };

/** A release in its platform, in which so many things may go wrong. */
export function releaseModel(faults: number, rules: Rules = RULES): Model {
  return {
    initial: initialState(faults),
    // What comes late changes no release that has ended: `lateProblem` sees to that, and so it need not be played.
    actions: (state) =>
      isDone(state)
        ? []
        : [
            ...codeDeployActions(state),
            ...(state.release && isTerminal(state.release.state)
              ? []
              : EACH_PHASE.flatMap((phase) => gateRunActions(state, phase, rules))),
            ...watchActions(state, rules),
            ...senderActions(state, rules),
          ],
    isDone,
    problem: (state, actions, before) =>
      before ? problemOfStep(before, state) : (problemOf(state, actions) ?? lateProblem(state, rules)),
  };
}

function isDone({ release, senders }: State): boolean {
  return release !== undefined && isSettled(release) && !senders.some(({ step }) => step === 'claimed');
}

function problemOfStep(before: State, { release, deployment, phases, regressed }: State): string | undefined {
  if (before.release && isTerminal(before.release.state) && release?.state !== before.release.state) {
    return `a release that was ${before.release.state} became ${release?.state ?? 'nothing'}`;
  }
  if (deployment.moved && !before.deployment.moved && !phases['before-traffic'].passed) {
    return 'traffic moved to green without a pass';
  }
  if (deployment.stage === 'succeeded' && before.deployment.stage !== 'succeeded') {
    if (!phases['after-traffic'].passed) return 'green kept the traffic without a pass at 100 %';
    if (regressed) return 'green kept the traffic, although the watch had found it worse';
  }
  return undefined;
}

function problemOf(state: State, actions: readonly Action[]): string | undefined {
  const { recorded, published, unknown } = state;
  if (recorded > 1) return 'the end was recorded twice';
  if (published > 1 + unknown) return 'the message was published again, although it was known to be published';
  return wrongRecord(state) ?? (actions.some(({ isFault }) => !isFault) ? undefined : leftUndone(state));
}

/** What a gate run and a watch may still do when their release has ended … */
const LATE_GATES: readonly ReleaseEvent[] = [
  REGRESSED,
  ...EACH_PHASE.flatMap((phase): readonly ReleaseEvent[] => [
    { kind: 'judged', at: 1, phase, gates: [gateRecord('health', phase, 'pass')] },
    { kind: 'judged', at: 1, phase, gates: [gateRecord('health', phase, 'fail')] },
    { kind: 'gate-run-broke', at: 1, phase, reason: { code: 'X', message: 'It broke.' } },
  ]),
];

/** … and whatever may come when its message is sent as well. */
const LATE: readonly ReleaseEvent[] = [
  ...LATE_GATES,
  { kind: 'deployment-ended', at: 1, ending: { status: 'succeeded' } },
  ...[true, false].flatMap((trafficMoved): readonly ReleaseEvent[] => [
    { kind: 'deployment-ended', at: 1, ending: stopped({ trafficMoved, rollsBack: true }) },
    { kind: 'rollback-ended', at: 1, succeeded: trafficMoved },
  ]),
  { kind: 'outcome-unknown', at: 1, reason: { code: 'X', message: 'It is gone.' } },
  { kind: 'message-claimed', at: 2 * MESSAGE_CLAIM_MS },
  { kind: 'message-sent', at: 2 * MESSAGE_CLAIM_MS },
];

/** Releases that were looked at: the same ones end many ways. */
const LATE_PROBLEMS = new WeakMap<Rules, Map<string, string | undefined>>();

function lateProblem({ release }: State, rules: Rules): string | undefined {
  if (!release || !isTerminal(release.state)) return undefined;
  const known = LATE_PROBLEMS.get(rules) ?? new Map<string, string | undefined>();
  LATE_PROBLEMS.set(rules, known);
  const key = releaseKey(release);
  if (!known.has(key)) known.set(key, lateProblemOf(release, rules));
  return known.get(key);
}

function lateProblemOf(release: Release, { transition: decide }: Rules): string | undefined {
  for (const event of isSettled(release) ? LATE : LATE_GATES) {
    const { next, effects } = decide(release, event);
    if (next !== release) return `a release that had ended was changed by ${event.kind}`;
    if (effects.some(({ kind }) => kind !== 'answer-hook')) return `${event.kind} asks for a message that was sent`;
  }
  const { next, effects } = decide(release, { kind: 'counted', at: 1, requests: 5, failed: 1 });
  if (next.state !== release.state || effects.length > 0) return 'a count did more than count';
  return decide(next, { kind: 'counted', at: 2 }).next === next ? undefined : 'what was counted is counted again';
}

/** The ledger says what happened. */
function wrongRecord({ release, deployment }: State): string | undefined {
  const { stage, moved, rollback } = deployment;
  const isTrue = {
    released: stage === 'succeeded',
    blocked: stage === 'ended' && !moved,
    'rolled-back': moved && rollback === 'succeeded',
    failed: stage === 'succeeded' || stage === 'ended',
    'rolling-back': stage === 'ended' && moved,
    gating: true,
    shifting: true,
    verifying: true,
    refused: true,
  };
  if (!release || isTrue[release.state]) return undefined;
  return `the ledger has ${release.state}, where the deployment is ${stage} and its rollback ${rollback}`;
}

/** Nothing more will happen: then all must be done. */
function leftUndone({ release, deployment, phases, recorded, published }: State): string | undefined {
  if (deployment.stage !== 'succeeded' && deployment.stage !== 'ended') {
    const unanswered = EACH_PHASE.find((phase) => phases[phase].run !== 'idle' && phases[phase].answer === 'none');
    return `the deployment never ends${unanswered === undefined ? '' : `: its ${unanswered} hook has no answer`}`;
  }
  if (!release || !isTerminal(release.state)) return 'the end of the release is not recorded';
  if (recorded !== 1) return `the end was recorded ${recorded} times`;
  if (published === 0) return 'no message was published';
  return isSettled(release) ? undefined : 'the message is not known to be sent';
}
