import type { Debt } from '../policy/debt';
import type { OwedStanding } from '../policy/owed';
import type { Release } from '../release/release';
import { counted, durationText } from '../text/figures';
import { showCommand } from './look-commands';
import type { Message } from './message';
import type { MessageContext } from './message-context';
import { releaseMessage } from './release-message';

/** The message that a release still lacks what it was let through without. @param at now, in milliseconds since the epoch */
export function owedMessage(
  release: Release,
  { subject, dueAt }: Pick<Debt, 'subject' | 'dueAt'>,
  lacking: readonly OwedStanding[],
  at: number,
  context: MessageContext = {},
): Message {
  const isOverdue = at >= dueAt;
  const due = new Date(dueAt).toISOString();
  const many = counted(lacking.length, 'attestation');
  return releaseMessage(
    release,
    {
      kind: 'owed',
      urgency: isOverdue ? 'overdue' : 'owed',
      idEnding: `${isOverdue ? 'overdue' : 'owed'}-${dueAt}`,
      title: isOverdue ? 'Overdue' : 'Owed',
      at,
      summary: [
        isOverdue
          ? `It was released without ${many} that it owed until ${due}: overdue for ${durationText(at - dueAt)}.`
          : `It was released without ${many} that it owes until ${due}: ${durationText(dueAt - at)} left.`,
      ],
      decidedBy: 'policy-owed',
      reasons: lacking.map(({ reason }) => reason),
      serving: servingOf(release),
      next: lacking.map((one) => nextOf(one, subject)),
      commands: [showCommand(release), `sluice attestations show --subject ${subject}`],
    },
    context,
  );
}

/** A command that attests is not one to paste: whoever runs it has to have looked. */
function nextOf({ kind, as }: OwedStanding, subject: string): string {
  return as === 'check'
    ? `Have CI run \`sluice attest ci --assembly cdk.out --check ${kind}\`, with its report, on the assembly that was released.`
    : `Have somebody run \`sluice approve --as ${kind}\` on the assembly that was released, or by \`--subject ${subject}\` once CI has attested its code.`;
}

function servingOf({ state, green, blue }: Release): string {
  switch (state) {
    case 'released':
      return `version ${green}, unless another was released since`;
    case 'shifting':
      return blue === undefined ? `version ${green}, as its alias is created` : `versions ${blue} and ${green}`;
    default:
      return `unknown: the release is ${state}`;
  }
}
