import { ROLLBACK_BEGINS_MS, type SeenDeployment } from '../../../../lib/domain/release/missed-events';
import { isSettled, isTerminal } from '../../../../lib/domain/release/release';
import type { DeploymentEnding, ReleaseEvent } from '../../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS } from '../../../../lib/domain/release/transition';
import { applied, goesWrong, happens, type Action, type Rules } from './action';
import type { Sender, State } from './state';

/** What can happen next to the events of a deployment's end, to the closer and to the reconciler. */
export function senderActions(state: State, rules: Rules): readonly Action[] {
  return [...bus(state), ...reconciler(state, rules), ...state.senders.flatMap((_, at) => sender(state, at, rules))];
}

function bus(state: State): readonly Action[] {
  return state.events.flatMap((event, index) => {
    const rest = { ...state, events: state.events.filter((_, other) => other !== index) };
    const invoked: Sender = { about: event, step: 'begin' };
    const delivered = { ...rest, senders: [...state.senders, invoked] };
    return [
      happens(`the event of the ${event} reaches the closer`, delivered),
      ...goesWrong(`the event of the ${event} is lost`, state, rest),
      ...goesWrong(`the event of the ${event} is delivered twice`, state, { ...delivered, events: state.events }),
    ];
  });
}

function sender(state: State, index: number, rules: Rules): readonly Action[] {
  const own = state.senders[index]!;
  const who = own.about === 'reconcile' ? 'the reconciler' : `the closer of the ${own.about}`;
  const becomes = (from: State, next?: Sender): State => {
    const others = from.senders.filter((_, other) => other !== index);
    return { ...from, senders: next ? [...others, next] : others };
  };
  // Lambda tries an event of the closer three times; that none of them goes through is one fault as well.
  const crash = (from: State = state, what = 'crashes') => [
    ...goesWrong(`${who} ${what}`, state, becomes(from)),
    ...(own.about === 'reconcile' || own.step === 'begin'
      ? []
      : goesWrong(`${who} ${what}, and is tried again`, state, becomes(from, { ...own, step: 'begin' }))),
  ];
  const after = (from: State, event: ReleaseEvent, otherwise?: Sender): State => {
    const { state: kept, effects } = applied(from, event, rules);
    const isDue = effects.some(({ kind }) => kind === 'send-outcome');
    return becomes(kept, isDue ? { ...own, step: 'due' } : otherwise);
  };
  switch (own.step) {
    case 'begin': {
      // CodeDeploy does not know it any more, and the event is tried in vain until it is given up.
      if (!state.deployment.known) return [happens(`${who} finds no deployment`, becomes(state))];
      const next: Sender | undefined = own.about === 'rollback' ? { ...own, step: 'second' } : undefined;
      const then = after(state, { kind: 'deployment-ended', at: 0, ending: endingOf(state) }, next);
      return [happens(`${who} writes the end of the deployment`, then), ...crash()];
    }
    case 'second': {
      const succeeded = state.deployment.rollback === 'succeeded';
      const then = after(state, { kind: 'rollback-ended', at: 0, succeeded });
      return [happens(`${who} writes the end of the rollback`, then), ...crash()];
    }
    case 'due':
      return [...claims(state, who, own, becomes, rules), ...crash()];
    case 'claimed': {
      const sent = { ...state, published: Math.min(9, state.published + 1) };
      return [
        happens(`${who} publishes the message`, becomes(sent, { ...own, step: 'published' })),
        ...crash(),
        ...crash(state, 'is refused by the topic'),
        ...crash({ ...sent, unknown: state.unknown + 1 }, 'publishes and does not hear so'),
      ];
    }
    case 'published': {
      const marked = applied(state, { kind: 'message-sent', at: 0 }, rules).state;
      return [
        happens(`${who} writes that the message is sent`, becomes(marked)),
        ...crash({ ...state, unknown: state.unknown + 1 }, 'crashes before it wrote that the message is sent'),
      ];
    }
  }
}

/** A claim may be too old only where whoever made it is dead: no sender runs for as long as a claim holds. */
function claims(
  state: State,
  who: string,
  own: Sender,
  becomes: (from: State, next?: Sender) => State,
  rules: Rules,
): readonly Action[] {
  const holderLives = state.senders.some(({ step }) => step === 'claimed' || step === 'published');
  return (holderLives ? [0] : [0, MESSAGE_CLAIM_MS]).map((at) => {
    const { state: kept, effects } = applied(state, { kind: 'message-claimed', at }, rules);
    const isOwn = effects.some(({ kind }) => kind === 'publish-outcome');
    return isOwn
      ? happens(`${who} claims the message`, becomes(kept, { ...own, step: 'claimed' }))
      : happens(`${who} leaves the message to another`, becomes(kept));
  });
}

/** One round at a time; it comes round for ever, but only where it has something to do. */
function reconciler(state: State, rules: Rules): readonly Action[] {
  const { release, senders } = state;
  if (senders.some(({ about }) => about === 'reconcile') || (release && isSettled(release))) return [];
  const due: Sender = { about: 'reconcile', step: 'due' };
  if (release && isTerminal(release.state)) {
    // While the sender lives, a round leaves the message to it, and nothing has happened.
    const isSending = senders.some(({ step }) => step === 'claimed' || step === 'published');
    return isSending ? [] : [happens('the reconciler finds a message that is not sent', withSender(state, due))];
  }
  const { stage } = state.deployment;
  if (stage !== 'succeeded' && stage !== 'ended') return [];
  return missed(state, rules).flatMap((events) => {
    // What comes after a crash in between is a round of its own, so that one change is one step.
    for (const event of events) {
      const { state: kept, effects, changed } = applied(state, event, rules);
      if (!changed) continue;
      const isDue = effects.some(({ kind }) => kind === 'send-outcome');
      return [happens(`the reconciler applies ${event.kind}`, isDue ? withSender(kept, due) : kept)];
    }
    return [];
  });
}

/** What the reconciler may see: a rollback that never begins is missed in time, and not before. */
function missed(state: State, rules: Rules): readonly (readonly ReleaseEvent[])[] {
  const ended: ReleaseEvent = { kind: 'deployment-ended', at: 0, ending: endingOf(state) };
  // The ledger never heard of it: the round of CodeDeploy's list ends it, as the closer does.
  if (!state.release) return state.deployment.known ? [[ended]] : [];
  const { known, rollback } = state.deployment;
  const seen: SeenDeployment = known
    ? { kind: 'ended', ending: endingOf(state), endedAt: 0, rollback: rollback === 'due' ? 'none' : rollback }
    : { kind: 'gone' };
  const times = rollback === 'none' ? [0, ROLLBACK_BEGINS_MS] : [0];
  return times.map((at) => rules.missedEvents(state.release!, seen, at));
}

function withSender(state: State, one: Sender): State {
  return { ...state, senders: [...state.senders, one] };
}

function endingOf({ deployment: { stage, moved } }: State): DeploymentEnding {
  if (stage === 'succeeded') return { status: 'succeeded' };
  const reason = { code: 'X', message: 'It ended.' };
  return { status: 'failed', by: 'codedeploy', reason, trafficMoved: moved, rollsBack: true };
}
