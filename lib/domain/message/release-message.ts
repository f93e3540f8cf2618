import { glassSentence } from '../attestation/break-glass';
import { adoptionSentences } from './adoption-sentences';
import type { Reason } from '../gate/verdict';
import { overrideSentences } from '../gate/overrides';
import type { Release } from '../release/release';
import { counted, countText } from '../text/figures';
import { boundedMessage } from './bounded-message';
import { gateRunLink } from './console-links';
import { showCommand } from './look-commands';
import type { Message, MessageKind, MessageLink } from './message';
import type { Hit, MessageContext } from './message-context';
import { URGENCIES, type UrgencyCase } from './urgency';

/** What a kind of message says of its own. */
export interface Said {
  readonly kind: MessageKind;
  readonly urgency: UrgencyCase;
  /** What tells it from the other messages of the release. */
  readonly idEnding: string;
  /** What happened, such as `Rolled back`. */
  readonly title: string;
  readonly at: number;
  readonly summary?: readonly string[];
  readonly decidedBy?: string | undefined;
  readonly reasons?: readonly Reason[];
  readonly notes?: readonly Reason[];
  readonly serving: string;
  readonly next?: readonly string[];
  readonly commands?: readonly string[];
}

/** The message of a release that says this, with what is known besides. */
export function releaseMessage(release: Release, said: Said, context: MessageContext): Message {
  const { id, functionName, aliasName, blue, green, breakGlass, head } = release;
  const { reasons = [], notes = [] } = said;
  const alias = `${functionName}:${aliasName}`;
  const { severity, needsPerson } = URGENCIES[said.urgency];
  return boundedMessage({
    schema: 1,
    // Without a full stop: what signs it ends the id with one (Standard Webhooks, "Signature scheme").
    id: `${id}-${said.idEnding}`.replace(/[^\w-]/g, '-'),
    kind: said.kind,
    severity,
    needsPerson,
    at: said.at,
    service: functionName,
    alias,
    releaseId: id,
    blue,
    green,
    headline: `${said.title}: ${alias}, ${blue === undefined ? `first version ${green}` : `version ${blue} to ${green}`}`,
    summary: [
      ...glassOff(release),
      ...overrideSentences(release.notes ?? []),
      ...adoptionSentences(release, context),
      ...(said.summary ?? []),
      ...hitSentence(context.hit, green),
    ],
    decidedBy: said.decidedBy,
    reasons: reasons.map(({ message }) => message),
    firstError: reasons.length === 0 ? undefined : (context.firstError ?? firstAnswer(reasons)),
    notes: [...(breakGlass ? [glassSentence(breakGlass)] : []), ...notes.map(({ message }) => message)],
    serving: said.serving,
    next: said.next ?? [],
    commands: said.commands ?? [showCommand(release)],
    links: [...(context.links ?? []), ...(severity === 'info' ? [] : gateRunLinks(release))],
    commits: context.facts,
    concerned: context.concerned ?? [],
    head,
  });
}

/** In our words: who broke the glass, and why, is foreign text. */
function glassOff({ breakGlass }: Release): readonly string[] {
  if (!breakGlass) return [];
  const { id, until } = breakGlass;
  return [`Its alarms are off: the glass was broken for it (${id}), until ${new Date(until).toISOString()}.`];
}

/** Where there is something to look into, the gate run is one place to look. */
function gateRunLinks({ gateRun }: Release): readonly MessageLink[] {
  const link = gateRun === undefined ? undefined : gateRunLink(gateRun);
  return link ? [link] : [];
}

/** What green answered where it failed first, if a reason has it. */
function firstAnswer(reasons: readonly Reason[]): string | undefined {
  return reasons.find(({ answered }) => answered !== undefined)?.answered;
}

/** Customers' requests that were hit; where nobody counted them, nothing is said. */
function hitSentence(hit: Hit | undefined, green: string): readonly string[] {
  if (hit === undefined || hit.requests === 0) return [];
  const { failed, requests, atLeast } = hit;
  const many = `${countText(failed)} of ${counted(requests, 'request')} to version ${green} failed.`;
  return [atLeast ? `At least ${many}` : many];
}
