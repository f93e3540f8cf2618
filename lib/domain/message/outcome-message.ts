import { hotfixClock } from './hotfix-clock';
import type { Release, ReleaseState } from '../release/release';
import { durationText, timeText } from '../text/figures';
import { lookCommands, reconcileCommand, showCommand } from './look-commands';
import type { Message, MessageKind } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage, type Said } from './release-message';
import type { UrgencyCase } from './urgency';

type Ending = 'released' | 'blocked' | 'rolled-back' | 'failed';

/** The message about how a release ended: what happened, why, since when, what serves now, and what to do. */
export function outcomeMessage(release: Release, context: MessageContext = {}): Message {
  const { state, decidedBy, decidedAt, endedAt, openedAt, reasons, notes = [] } = release;
  const ending = endingOf(release.id, state);
  const isRed = ending !== 'released';
  return releaseMessage(
    release,
    {
      kind: ending,
      // The id of the effect that asks for it.
      idEnding: ending,
      at: endedAt ?? decidedAt ?? openedAt,
      // Of a green one there is nothing to explain.
      ...(isRed && { decidedBy, reasons }),
      summary: [
        ...(isRed ? [...decidedSentence(release, context), ...endedSentence(release)] : []),
        ...hotfixClock(release, context.way),
      ],
      notes,
      ...saidOf(release, ending),
    },
    isRed ? context : { ...context, hit: undefined },
  );
}

function endingOf(id: string, state: ReleaseState): Ending {
  switch (state) {
    case 'released':
    case 'blocked':
    case 'rolled-back':
    case 'failed':
      return state satisfies MessageKind;
    case 'gating':
    case 'shifting':
    case 'verifying':
    case 'refused':
    case 'rolling-back':
      throw new Error(`Release ${id} has not ended: it is ${state}.`);
  }
}

function decidedSentence({ decidedAt, openedAt }: Release, { failingSince }: MessageContext): readonly string[] {
  const since = failingSince === undefined ? [] : [`Failing since ${timeText(failingSince)}.`];
  if (decidedAt === undefined) return since;
  const soon = decidedAt > openedAt ? `, ${durationText(decidedAt - openedAt)} after the release began` : '';
  return [...since, `Decided at ${timeText(decidedAt)}${soon}.`];
}

function endedSentence({ state, blue, endedAt, putBack }: Release): readonly string[] {
  if (putBack)
    return [`Version ${putBack.to} was put back by hand at ${timeText(putBack.at)}, after the release had ended.`];
  if (endedAt === undefined || blue === undefined) return [];
  if (state === 'rolled-back') return [`Version ${blue} was put back at ${timeText(endedAt)}.`];
  return state === 'failed' ? [`Nothing had put version ${blue} back by ${timeText(endedAt)}.`] : [];
}

function saidOf(
  release: Release,
  ending: Ending,
): Pick<Said, 'title' | 'serving' | 'next' | 'commands'> & { readonly urgency: UrgencyCase } {
  const { blue, green, aliasName, putBack } = release;
  if (putBack) {
    return {
      urgency: 'rolled-back',
      title: 'Put back by hand',
      serving: `version ${putBack.to}, put back by hand`,
      next: [
        `CloudFormation still has version ${green}: bring it back in line before the next deploy, and fix the change.`,
      ],
      commands: [reconcileCommand(release), showCommand(release)],
    };
  }
  switch (ending) {
    case 'released':
      return {
        urgency: 'released',
        title: 'Released',
        serving: `version ${green}${blue === undefined ? `, once CloudFormation has created the alias ${aliasName}` : ''}`,
        // Nobody has to look.
        commands: [],
      };
    case 'blocked':
      return {
        urgency: 'blocked',
        title: 'Blocked before any traffic',
        serving:
          blue === undefined
            ? `nothing by the alias ${aliasName}, which is not created`
            : `version ${blue}, as before; no customer reached version ${green}`,
        next: FIX,
      };
    case 'rolled-back':
      return {
        urgency: 'rolled-back',
        title: 'Rolled back',
        // Stryker disable next-line StringLiteral: for the compiler; a release without blue moved no traffic to put back.
        serving: `version ${blue ?? '(none)'}, put back by CodeDeploy`,
        next: FIX,
      };
    case 'failed':
      return blue === undefined
        ? {
            urgency: 'failed',
            title: 'Failed, and nobody knows how it ended',
            serving: `unknown: the alias ${aliasName} may be there, with version ${green}, or not`,
            next: ['Look at once whether the alias is there, and then at the events of its stack.'],
            commands: [...lookCommands(release), showCommand(release)],
          }
        : {
            urgency: 'alias-split',
            title: 'Failed, and not rolled back',
            serving: `unknown: the alias ${aliasName} may point to both versions`,
            next: [`Look at once at what the alias ${aliasName} points to, and point it to version ${blue} alone.`],
            commands: [...lookCommands(release), showCommand(release)],
          };
  }
}

const FIX = ['Nothing to do in production. Fix the change and deploy again.'];
