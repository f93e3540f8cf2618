import * as v from 'valibot';
import type { Mode } from '../gate/gate-settings';
import { IN_FLIGHT, type Phase } from '../gate/phase';
import { notRun, verdictSchema, type Reason, type Verdict } from '../gate/verdict';
import { GATE_RUN } from './broken-gate-run';
import { errorText } from './error-text';
import type { AskedGate } from './manifest';
import type { GateRecord } from './release';

/** The gate run says of an answer at which asking it came, where it asked again. */
const attempts = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const answeredSchema = v.strictObject({
  name: v.string(),
  verdict: verdictSchema,
  attempts,
  /** Its time was up, and it was not to be asked to go on any more; its verdict says so too. */
  notDone: v.optional(v.boolean()),
});
const brokenSchema = v.strictObject({
  name: v.string(),
  broken: v.strictObject({ error: v.string(), cause: v.string() }),
});
const namedSchema = v.looseObject({ name: v.string() });

type ExpectedGate = Pick<AskedGate, 'name' | 'mode' | 'onInconclusive'>;

interface Asking {
  readonly phase: Phase;
  /** The gates of the phase, by the release's manifest: what a gate's answer counts for is said there alone. */
  readonly expected: readonly ExpectedGate[];
  /** The gates that the gate run asked. */
  readonly asked: readonly string[];
  /** What came back, understood or not. */
  readonly answers: readonly unknown[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The gates of a phase with their verdicts, one for each name that was expected, asked or answered. A gate passes only
 * by one answer that is understood to the letter and rests on evidence; whatever else came back is a failed gate by that
 * name. Every verdict comes by here before it is kept or counted.
 */
export function gateRecords({ phase, expected, asked, answers, at }: Asking): readonly GateRecord[] {
  const owners = ownersOf(answers, asked);
  const names = new Set([...expected.map((gate) => gate.name), ...asked, ...owners]);
  return [...names].map((name) => {
    const own = answers.filter((_, index) => owners[index] === name);
    const gates = expected.filter((one) => one.name === name);
    const [gate] = gates.length === 1 ? gates : [];
    const { verdict, attempts: times } = verdictOf(name, own, {
      isExpected: gate !== undefined,
      timesAsked: asked.filter((one) => one === name).length,
    });
    return {
      ...{ name, phase, mode: modeOf(gates) },
      ...(gate?.onInconclusive === undefined ? {} : { onInconclusive: gate.onInconclusive }),
      verdict,
      ...(times === undefined || times === 1 ? {} : { attempts: times }),
      at,
    };
  });
}

/** A shadow where all of its name are: whose answer it is nobody can say, so that one makes no shadow of another. */
function modeOf(gates: readonly ExpectedGate[]): Mode {
  return gates.length > 0 && gates.every(({ mode }) => mode === 'shadow') ? 'shadow' : 'enforce';
}

/** Of the last look, which either answers for all gates in flight or broke. */
const lastLookSchema = v.union([
  v.object({ answers: v.array(v.unknown()) }),
  v.object({ broken: brokenSchema.entries.broken }),
]);

/** The gates in flight with their verdicts, by what the last look of the watch answered. */
export function watchedRecords(expected: readonly ExpectedGate[], watched: unknown, at: number): readonly GateRecord[] {
  const asked = expected.map(({ name }) => name);
  const look = v.safeParse(lastLookSchema, watched);
  const answers = !look.success
    ? []
    : 'answers' in look.output
      ? look.output.answers
      : asked.map((name) => ({ name, ...look.output }));
  return gateRecords({ phase: IN_FLIGHT, expected, asked, answers, at });
}

/** Of the bake, which has an answer, or broke. */
const bakedSchema = v.union([v.object({ answer: v.unknown() }), v.object({ broken: brokenSchema.entries.broken })]);

/** The bake with its verdict, by what its last look answered. */
export function bakedRecords(expected: ExpectedGate, baked: unknown, at: number): readonly GateRecord[] {
  const { name } = expected;
  const look = v.safeParse(bakedSchema, baked);
  const answers = !look.success ? [] : 'broken' in look.output ? [{ name, ...look.output }] : [look.output.answer];
  return gateRecords({ phase: 'after-traffic', expected: [expected], asked: [name], answers, at });
}

/**
 * Whose each answer is: the gate's that it names. One that names none that was asked is of the gate that was asked in its
 * place, as a Map keeps the order of its items: what came back from a shadow counts as no other gate's.
 */
function ownersOf(answers: readonly unknown[], asked: readonly string[]): readonly string[] {
  return answers.map((answer, index) => {
    const name = nameOf(answer);
    const inPlace = answers.length === asked.length ? asked[index] : undefined;
    return asked.find((one) => one === name) ?? inPlace ?? name ?? GATE_RUN;
  });
}

interface Judged {
  readonly verdict: Verdict;
  readonly attempts?: number | undefined;
}

function verdictOf(
  name: string,
  [answer, ...more]: readonly unknown[],
  { isExpected, timesAsked }: { readonly isExpected: boolean; readonly timesAsked: number },
): Judged {
  if (!isExpected) return failed('gate-not-expected', `Gate ${name} is not one of the release in this phase.`);
  if (more.length > 0 || timesAsked > 1) return failed('gate-doubled', `Gate ${name} was asked or answered twice.`);
  if (answer === undefined || timesAsked === 0) return failed('gate-missing', `Gate ${name} gave no answer.`);
  const answered = v.safeParse(answeredSchema, answer);
  if (answered.success && answered.output.name === name) {
    const { verdict, attempts: times } = answered.output;
    // A pass that rests on nothing is what a gate says that was never really asked.
    const isEmpty = verdict.outcome === 'pass' && !(verdict.evidence.sampleSize >= 1);
    return {
      ...(isEmpty ? failed('no-evidence', `Gate ${name} passed without evidence.`) : { verdict }),
      attempts: times,
    };
  }
  const broken = v.safeParse(brokenSchema, answer);
  if (!broken.success || broken.output.name !== name)
    return failed('verdict-not-understood', `Gate ${name} gave a verdict that is none.`);
  const { error, cause } = broken.output.broken;
  return failed('gate-broke', `Gate ${name} broke: ${errorText(error, cause)}.`);
}

function failed(code: Reason['code'], message: string): Judged {
  return { verdict: notRun({ code, message }) };
}

function nameOf(answer: unknown): string | undefined {
  const named = v.safeParse(namedSchema, answer);
  return named.success ? named.output.name : undefined;
}
