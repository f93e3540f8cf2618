import type { Attestations } from '../domain/attestation/attestations';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { owedMessage } from '../domain/message/owed-message';
import type { KeptDebt } from '../domain/policy/debt';
import type { Debts } from '../domain/policy/debts';
import { owedStandings } from '../domain/policy/owed';
import type { Ledger } from '../domain/release/ledger';
import type { ReleaseState } from '../domain/release/release';
import { publishAtOnce, type NoticePorts } from './publish-notices';

export interface ChasingPorts extends NoticePorts {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly debts: Pick<Debts, 'due' | 'remind' | 'close'>;
  readonly attestations: Pick<Attestations, 'of'>;
  readonly facts: Pick<FactsLedger, 'read'>;
}

/** So long before it is due somebody is told, in milliseconds. */
const REMIND_MS = 4 * 3_600_000;

/** What a release owes, by where it stands. */
const OWES: Readonly<Record<ReleaseState, 'yes' | 'not-yet' | 'no'>> = {
  gating: 'not-yet',
  shifting: 'yes',
  verifying: 'yes',
  refused: 'not-yet',
  'rolling-back': 'not-yet',
  released: 'yes',
  blocked: 'no',
  'rolled-back': 'no',
  // The version may go on serving.
  failed: 'yes',
};

/** Reminds of what releases owe, once as it is due soon and once as it is overdue, and forgets what is there. */
export async function chaseDebts(ports: ChasingPorts): Promise<void> {
  const due = await ports.debts.due(ports.now() + REMIND_MS);
  const results = await Promise.allSettled(due.map((kept) => chase(kept, ports)));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${due[index]?.releaseId ?? ''}: ${String(result.reason)}`] : [],
  );
  if (failed.length > 0) throw new Error(`What these owe could not be chased. ${failed.join(' ')}`);
}

async function chase(kept: KeptDebt, ports: ChasingPorts): Promise<void> {
  const { ledger, debts, attestations, facts, now } = ports;
  const { releaseId, debt } = kept;
  const release = await ledger.read(releaseId);
  if (!release) throw new Error(`The ledger has no release ${releaseId}.`);
  const owes = OWES[release.state];
  if (owes === 'not-yet') return;
  const at = now();
  const lacking = owes === 'no' ? [] : await lackingOf(debt, { attestations, facts });
  if (lacking.length === 0) {
    await debts.close(kept, at);
    return;
  }
  const isOverdue = at >= debt.dueAt;
  if (!isOverdue && kept.remindedAt !== undefined) return;
  const message = owedMessage(release, debt, lacking, at);
  // Nobody is told more of it once it is overdue.
  const isFirst = isOverdue ? await debts.close(kept, at, message) : await debts.remind(kept, message, at);
  if (isFirst) await publishAtOnce([message], ports);
}

async function lackingOf(
  debt: KeptDebt['debt'],
  { attestations, facts }: Pick<ChasingPorts, 'attestations' | 'facts'>,
) {
  const [attested, known] = await Promise.all([attestations.of(debt.subject), facts.read(debt.subject)]);
  return owedStandings(debt, attested, known).filter(({ is }) => is !== 'there');
}
