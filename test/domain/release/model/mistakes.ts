import { isTerminal, type Release } from '../../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS, type Transition } from '../../../../lib/domain/release/transition';
import type { Rules } from './action';
import { RULES } from './release-model';

/** A mistake that somebody might make, and what comes of it. */
export interface Mistake {
  readonly name: string;
  /** What the model says of it. */
  readonly problem: string;
  /** How many things have to go wrong before it shows. */
  readonly faults: number;
  readonly rules: Rules;
}

type Decide = Rules['transition'];

const transitionWith = (change: (release: Release, event: ReleaseEvent, decide: Decide) => Transition): Rules => ({
  ...RULES,
  transition: (release, event) => change(release, event, RULES.transition),
});

const nothing = (release: Release): Transition => ({ next: release, effects: [] });

/** Hides the gates of a judgement that did not fail outright. */
const onlyFailures = (event: ReleaseEvent): ReleaseEvent =>
  event.kind === 'judged'
    ? { ...event, gates: event.gates.filter(({ verdict }) => verdict.outcome === 'fail') }
    : event;

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'a gate that says "not enough data" lets a release through',
    problem: 'traffic moved to green without a pass',
    faults: 0,
    rules: transitionWith((release, event, decide) => decide(release, onlyFailures(event))),
  },
  {
    name: 'a gate without an answer is not missed',
    problem: 'traffic moved to green without a pass',
    faults: 0,
    rules: { ...RULES, gateRecords: (asking) => RULES.gateRecords({ ...asking, expected: [], asked: [] }) },
  },
  {
    name: 'of two answers of a gate the first one counts',
    problem: 'traffic moved to green without a pass',
    faults: 1,
    rules: { ...RULES, gateRecords: (asking) => RULES.gateRecords({ ...asking, answers: asking.answers.slice(0, 1) }) },
  },
  {
    name: 'the gates at 100 % are not taken seriously',
    problem: 'green kept the traffic without a pass at 100 %',
    faults: 0,
    rules: transitionWith((release, event, decide) =>
      decide(release, event.kind === 'judged' && event.phase === 'after-traffic' ? { ...event, gates: [] } : event),
    ),
  },
  {
    name: 'the gates at 100 % forget what the watch found',
    problem: 'green kept the traffic, although the watch had found it worse',
    faults: 0,
    rules: transitionWith((release, event, decide) =>
      event.kind === 'judged' && event.phase === 'after-traffic' && release.state === 'refused'
        ? decide({ ...release, state: 'shifting' }, event)
        : decide(release, event),
    ),
  },
  {
    name: 'what the watch found reopens a release that has ended',
    problem: 'a release that had ended was changed by regressed',
    faults: 0,
    rules: transitionWith((release, event, decide) =>
      decide(
        event.kind === 'regressed' && isTerminal(release.state) ? { ...release, state: 'shifting' } : release,
        event,
      ),
    ),
  },
  {
    name: 'a release that has ended is ended again by the next event, while its message is not sent',
    problem: 'a release that was failed became rolling-back',
    faults: 0,
    rules: transitionWith((release, event, decide) =>
      event.kind === 'deployment-ended' && isTerminal(release.state) && release.messageSentAt === undefined
        ? decide({ ...release, state: 'verifying' }, event)
        : decide(release, event),
    ),
  },
  {
    name: 'a rollback that failed is taken for one that succeeded',
    problem: 'the ledger has rolled-back, where the deployment is ended and its rollback failed',
    faults: 1,
    rules: transitionWith((release, event, decide) =>
      decide(release, event.kind === 'rollback-ended' ? { ...event, succeeded: true } : event),
    ),
  },
  {
    name: 'a release that was blocked is taken for one that has to be rolled back',
    problem: 'the ledger has rolling-back, where the deployment is ended and its rollback due',
    faults: 0,
    rules: transitionWith((release, event, decide) =>
      decide(
        release,
        event.kind === 'deployment-ended' && event.ending.status !== 'succeeded'
          ? { ...event, ending: { ...event.ending, trafficMoved: true } }
          : event,
      ),
    ),
  },
  {
    name: 'two senders may have the same message',
    problem: 'the message was published again, although it was known to be published',
    faults: 0,
    rules: transitionWith((release, event, decide) => {
      if (event.kind !== 'message-claimed' || release.messageSentAt !== undefined) return decide(release, event);
      const claimed = decide({ ...release, messageClaimedAt: -MESSAGE_CLAIM_MS }, event);
      return claimed.effects.length > 0 ? claimed : nothing(release);
    }),
  },
  {
    name: 'a message counts as sent once somebody means to send it',
    problem: 'no message was published',
    faults: 1,
    rules: transitionWith((release, event, decide) => {
      const { next, effects } = decide(release, event);
      const isClaimed = effects.some(({ kind }) => kind === 'publish-outcome');
      return { next: isClaimed ? { ...next, messageSentAt: 0 } : next, effects };
    }),
  },
  {
    name: 'a claim of a sender that died is never over',
    problem: 'from here the release never ends, although nothing more goes wrong',
    faults: 1,
    rules: transitionWith((release, event, decide) =>
      event.kind === 'message-claimed' && release.messageClaimedAt !== undefined
        ? nothing(release)
        : decide(release, event),
    ),
  },
  {
    name: 'a deployment that CodeDeploy forgot is waited for',
    problem: 'the end of the release is not recorded',
    faults: 1,
    rules: {
      ...RULES,
      missedEvents: (release, seen, at) => (seen.kind === 'gone' ? [] : RULES.missedEvents(release, seen, at)),
    },
  },
  {
    name: 'a rollback that never begins is waited for',
    problem: 'the end of the release is not recorded',
    faults: 0,
    rules: {
      ...RULES,
      missedEvents: (release, seen, at) =>
        RULES.missedEvents(release, seen, at).filter(({ kind }) => kind !== 'outcome-unknown'),
    },
  },
  {
    name: 'nobody looks for releases whose end was missed',
    problem: 'the end of the release is not recorded',
    faults: 0,
    rules: { ...RULES, missedEvents: () => [] },
  },
];
