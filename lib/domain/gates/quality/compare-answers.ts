import type { CallVersion } from '../../gate/call';
import type { Reason } from '../../gate/verdict';
import { CRITICAL_DROP_POINTS, DEEP_DROP_POINTS, findDrop } from './confirmed-drop';
import { holdCase } from './hold-case';
import type { Judge } from '../../judge/judge-port';
import type { QualityCase, QualitySuite } from './quality-suite';
import { scoreAnswers, type Transcript } from './score-answers';
import type { KeptScore, ScoreStore } from '../../judge/score-store';

/** One side of a comparison: a version, and the shelf of what is known of its answers. */
export interface ScoredVersion {
  readonly call: CallVersion;
  readonly shelf: string;
  /** What was kept when this asking of the gate began. */
  readonly known: ReadonlyMap<string, KeptScore>;
}

/** How green's answers to one case compare with blue's. */
export interface ComparedCase {
  readonly one: QualityCase;
  readonly difference: number;
  /** Left out where the answers were the same, so that nobody scored them. */
  readonly green?: KeptScore;
  readonly blue: readonly KeptScore[];
  readonly dropped: 'critical' | 'deep' | 'not';
  /** Calls of the judge in this asking: on green's answer, on blue's answers, and to confirm a drop. */
  readonly calls: { readonly green: number; readonly blue: number; readonly confirming: number };
}

export type CaseResult =
  | { readonly kind: 'compared'; readonly compared: ComparedCase }
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'unknown'; readonly reason: Reason };

export interface ComparingPorts {
  readonly gate: string;
  readonly suite: QualitySuite;
  readonly green: ScoredVersion;
  readonly blue: ScoredVersion;
  /** How many scores of blue a case needs. */
  readonly blueScores: number;
  readonly judge: Judge;
  readonly scores: ScoreStore;
  /** Milliseconds since the epoch; what has no answer by then is cut off. */
  readonly endsAt: number;
  readonly callMs: () => number | undefined;
  readonly now: () => number;
  readonly digest: (value: unknown) => string;
}

/** Ends the comparison of a case before it is known. */
class Broken extends Error {
  constructor(readonly result: Exclude<CaseResult, { readonly kind: 'compared' }>) {
    super(result.kind);
  }
}

/** Compares the answers of both versions to one case, with the scores that are kept and with calls for the others. */
export async function compareAnswers(one: QualityCase, ports: ComparingPorts): Promise<CaseResult> {
  try {
    return { kind: 'compared', compared: await comparedCase(one, ports) };
  } catch (error) {
    if (error instanceof Broken) return error.result;
    throw error;
  }
}

async function comparedCase(one: QualityCase, ports: ComparingPorts): Promise<ComparedCase> {
  const { green, blue, blueScores, digest, suite } = ports;
  const name = caseName(one, suite, digest);
  const blueKept = takesOf(blue.known, name);
  const greenKept = green.known.get(takeName(name, 0));
  const greenSaid = greenKept ? saidBy(greenKept) : await hold(one, green, ports);
  const blueSaid: Transcript[] = [];
  for (let take = blueKept.length; take < blueScores; take++) blueSaid.push(await hold(one, blue, ports));
  const same = [...blueKept.map(({ transcript }) => transcript), ...blueSaid.map((said) => said.digest)];
  if (same.every((transcript) => transcript === greenSaid.digest)) {
    return {
      ...{ one, difference: 0, blue: blueKept, dropped: 'not', calls: { green: 0, blue: 0, confirming: 0 } },
      ...(greenKept ? { green: greenKept } : {}),
    };
  }
  const calls = { green: 0, blue: 0, confirming: 0 };
  const blues = [...blueKept];
  for (const said of blueSaid) {
    const scored = await score(one, said, blue.shelf, takeName(name, blues.length), ports);
    blues.push(scored);
    if (scored.by === 'judge') calls.blue++;
  }
  const greenScore = greenKept ?? (await score(one, greenSaid, green.shelf, takeName(name, 0), ports));
  if (!greenKept && greenScore.by === 'judge') calls.green++;
  const mean = blues.reduce((sum, kept) => sum + kept.score, 0) / blues.length;
  const drop = await droppedBy(one, { mean, first: greenScore, said: greenSaid, name }, ports);
  calls.confirming = drop.calls;
  return { one, difference: greenScore.score - mean, green: greenScore, blue: blues, dropped: drop.dropped, calls };
}

/** Where a first score has dropped, the same answer is judged again; what a check has decided is certain. */
async function droppedBy(
  one: QualityCase,
  asked: { readonly mean: number; readonly first: KeptScore; readonly said: Transcript; readonly name: string },
  ports: ComparingPorts,
): Promise<{ readonly dropped: ComparedCase['dropped']; readonly calls: number }> {
  const { mean, first, said, name } = asked;
  const green: number[] = [first.score];
  let calls = 0;
  const limits = [
    ...(one.critical ? [{ dropped: 'critical', points: CRITICAL_DROP_POINTS } as const] : []),
    { dropped: 'deep', points: DEEP_DROP_POINTS },
  ] as const;
  for (const { dropped, points } of limits) {
    let finding = findDrop(mean, green, points);
    while (finding === 'ask-again') {
      const again = `${name} confirms ${green.length}`;
      const kept = first.by === 'checks' ? first : ports.green.known.get(again);
      if (!kept) calls++;
      green.push((kept ?? (await score(one, said, ports.green.shelf, again, ports))).score);
      finding = findDrop(mean, green, points);
    }
    if (finding === 'dropped') return { dropped, calls };
  }
  return { dropped: 'not', calls };
}

async function hold(one: QualityCase, { call }: ScoredVersion, ports: ComparingPorts): Promise<Transcript> {
  const { suite, gate, endsAt, now, digest } = ports;
  const held = await holdCase(one, { suite, gate, endsAt }, { call, now });
  switch (held.kind) {
    case 'held':
      return { answers: held.answers, digest: digest(held.answers) };
    case 'cut-off':
      throw new Broken({ kind: 'cut-off' });
    case 'unreachable': {
      const message = `Case ${one.key}: a version was not reached: ${held.message}.`;
      throw new Broken({ kind: 'unknown', reason: { code: 'not-compared', message } });
    }
  }
}

async function score(
  one: QualityCase,
  said: Transcript,
  shelf: string,
  name: string,
  { judge, suite, callMs, scores }: ComparingPorts,
): Promise<KeptScore> {
  const timeoutMs = callMs();
  if (timeoutMs === undefined) throw new Broken({ kind: 'cut-off' });
  const scored = await scoreAnswers(one, said, { judge, rubric: suite.rubric, timeoutMs });
  if (scored.kind === 'no-score') throw new Broken({ kind: 'unknown', reason: scored.reason });
  return scores.keep(shelf, name, scored.score);
}

/** A case by its key and by all that it asks: one that was changed has no earlier scores. */
function caseName(one: QualityCase, suite: QualitySuite, digest: ComparingPorts['digest']): string {
  const { key, turns, reference = null, required, forbidden } = one;
  const { request = null, event = null, question, answer, carry } = suite;
  const asked = { turns, reference, required, forbidden, request, event, question, answer, carry };
  return `${key} ${digest(asked)}`;
}

function takeName(name: string, take: number): string {
  return `${name} take ${take}`;
}

/** The scores of a case that are a fair draw: none of those that were only asked for because another one was low. */
function takesOf(known: ScoredVersion['known'], name: string): readonly KeptScore[] {
  const takes: KeptScore[] = [];
  for (let take = known.get(takeName(name, 0)); take; take = known.get(takeName(name, takes.length))) takes.push(take);
  return takes;
}

function saidBy({ answers, transcript }: KeptScore): Transcript {
  return { answers, digest: transcript };
}
