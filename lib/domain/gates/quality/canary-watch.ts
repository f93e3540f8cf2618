import type { Reason } from '../../gate/verdict';
import { CANARIES, canaryOf, type Canary } from '../../judge/canary';
import type { ComparedCase } from './compare-answers';
import { CALLS_TO_CONFIRM } from './confirmed-drop';
import { FAILING } from '../../judge/judge-examination';
import { noScore, type Judge } from '../../judge/judge-port';
import type { Rubric } from '../../judge/rubric';
import type { KeptScore, ScoreStore } from '../../judge/score-store';

/** What came of a canary. `praised` voids the judge. */
export type CanaryResult =
  | { readonly kind: 'held' }
  | { readonly kind: 'praised'; readonly reason: Reason }
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'unknown'; readonly reason: Reason };

export interface CanaryPorts {
  readonly judge: Judge;
  readonly rubric: Rubric;
  readonly scores: ScoreStore;
  /** Where the scores of this release's canaries are kept. */
  readonly shelf: string;
  /** What was kept there when this asking of the gate began. */
  readonly known: ReadonlyMap<string, KeptScore>;
  /** The release and its gate. */
  readonly seed: string;
  readonly callMs: () => number | undefined;
}

/** So many scores above the failing ones, of three at most, are praise. */
const PRAISES_TO_VOID = 2;

/**
 * Sends known-bad answers among the cases of a release, each with one of green's answers beside it. One that has a
 * score above the failing ones is asked again: an honest judge may slip once, but hardly in two of three calls.
 *
 * They can only keep a green from being certified, so the error rate of the comparison stays what it is.
 */
export class CanaryWatch {
  private readonly carriers = new Set<string>();
  private calls = 0;

  constructor(private readonly ports: CanaryPorts) {}

  /** Calls of the judge in this asking. */
  get asked(): number {
    return this.calls;
  }

  /** Sends one with green's answer to this case, unless there were enough, or the judge did not score that answer. */
  async follow({ one, green }: ComparedCase): Promise<CanaryResult> {
    if (green?.by !== 'judge' || this.carriers.has(one.key) || this.carriers.size >= CANARIES) return { kind: 'held' };
    this.carriers.add(one.key);
    const { rubric, seed } = this.ports;
    const canary = canaryOf(green.answers.at(-1) ?? '', rubric, `${seed} ${one.key}`);
    const given: number[] = [];
    const praises = () => given.filter((score) => score > FAILING).length;
    do {
      const next = await this.score(canary, `${one.key} ${given.length}`);
      if (typeof next !== 'number') return next;
      given.push(next);
    } while (praises() > 0 && praises() < PRAISES_TO_VOID && given.length < CALLS_TO_CONFIRM);
    if (praises() < PRAISES_TO_VOID) return { kind: 'held' };
    const message = `With green's answer to case ${one.key} beside it, it gave the bad answer to ${canary.known} ${given.join(', ')}.`;
    return { kind: 'praised', reason: { code: 'judge-praised-canary', message } };
  }

  private async score({ request }: Canary, name: string): Promise<number | Exclude<CanaryResult, { kind: 'praised' }>> {
    const { shelf, known, scores, judge, callMs } = this.ports;
    const kept = known.get(name);
    if (kept) return kept.score;
    const timeoutMs = callMs();
    if (timeoutMs === undefined) return { kind: 'cut-off' };
    this.calls++;
    const answer = await judge(request, { timeoutMs });
    if (answer.kind === 'scored') {
      const { score, reason } = answer;
      return (await scores.keep(shelf, name, { score, reason, by: 'judge', answers: [], transcript: '' })).score;
    }
    const { code, message } = noScore(answer) ?? { code: 'judge-unavailable', message: 'The judge gave no score.' };
    return { kind: 'unknown', reason: { code, message: `A canary: ${message}` } };
  }
}
