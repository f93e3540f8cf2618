import type { ReleaseObservation } from 'sluice/rehearsal';
import { isSettled } from '../../lib/domain/release/release';
import type { LedgerEntry } from '../../lib/report/ledger-view';
import type { Change } from './changes';

/** What holds for every release, whatever goes wrong. */
export const INVARIANTS = {
  played: 'the rehearsal came to its end',
  recorded: 'the ledger has the release once, as it ended',
  answered: 'every hook was answered, or failed by the hour of CodeDeploy',
  gated: 'no traffic on green without a pass, and none left on a bad one',
  said: 'one message of the outcome, whose copies are the same',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** What came of one run. */
export interface Judgement {
  readonly outcome: string;
  /** How often the one message was published beyond the first time. */
  readonly copies: number;
  /** Whether no answer came, and CodeDeploy's own hour ended the deployment. */
  readonly byHour: boolean;
  /** How often a fault struck. */
  readonly struck: number;
  /** What does not hold, and why. */
  readonly broken: Readonly<Partial<Record<Invariant, string>>>;
}

/** Judges a release by what the account showed, what the ledger has and what was published. */
export function judgeRun(
  change: Change,
  observed: ReleaseObservation,
  entries: readonly LedgerEntry[],
  bakedGates: number,
): Judgement {
  const { deployment, outcome, messages, faults } = observed;
  const id = deployment?.id ?? '';
  const own = entries.filter(({ release }) => release.id === id);
  const texts = messages.map(({ text }) => text).filter((text) => text.includes(id));
  const broken = {
    recorded: notRecorded(outcome, own),
    answered: notAnswered(observed),
    gated: notGated(change, observed, own[0], bakedGates),
    said: notSaid(messages.length, texts),
  };
  return {
    outcome,
    copies: Math.max(0, texts.length - 1),
    byHour: deployment?.error?.code === 'TIMEOUT',
    struck: faults.reduce((sum, { times }) => sum + times, 0),
    broken: Object.fromEntries(Object.entries(broken).filter(([, why]) => why !== undefined)),
  };
}

function notRecorded(outcome: string, own: readonly LedgerEntry[]): string | undefined {
  const [entry] = own;
  if (!entry || own.length > 1) return `the ledger has it ${own.length} times`;
  const { release } = entry;
  if (!isSettled(release))
    return `the ledger has it as ${release.state}, message sent: ${String(release.messageSentAt !== undefined)}`;
  return release.state === outcome ? undefined : `the ledger says ${release.state}, the account shows ${outcome}`;
}

function notAnswered({ deployment }: ReleaseObservation): string | undefined {
  if (!deployment) return 'there was no deployment';
  if (deployment.endedAt === undefined) return `the deployment is ${deployment.status}`;
  return undefined;
}

function notGated(
  change: Change,
  { traffic, outcome }: ReleaseObservation,
  entry: LedgerEntry | undefined,
  bakedGates: number,
): string | undefined {
  const moved = traffic.some(({ weight }) => weight > 0);
  const passed = (phase: string) =>
    entry?.gates.filter((gate) => gate.phase === phase && gate.verdict.outcome === 'pass').length === bakedGates;
  if (moved && change === 'bad before traffic') return 'a change that no gate can have passed had traffic';
  if (moved && !passed('before-traffic')) return 'traffic moved, and the ledger has no pass of all gates';
  if (outcome === 'released' && change !== 'good') return 'a bad change was released';
  if (outcome === 'released' && !passed('after-traffic')) return 'it was released without a pass at 100 %';
  const left = traffic.at(-1)?.weight ?? 0;
  return outcome !== 'released' && left > 0 ? `green still has ${left * 100} % of the traffic` : undefined;
}

function notSaid(published: number, texts: readonly string[]): string | undefined {
  if (published !== texts.length) return `${published - texts.length} messages are of no release`;
  const different = new Set(texts).size;
  return different === 1 ? undefined : `${different} different messages`;
}
