import * as v from 'valibot';
import type { Phase } from '../gate/gate-definition';
import { notRun, verdictSchema, type Reason, type Verdict } from '../gate/verdict';
import { GATE_RUN } from './broken-gate-run';
import { errorText } from './error-text';
import type { GateRecord } from './release';

const answeredSchema = v.strictObject({ name: v.string(), verdict: verdictSchema });
const brokenSchema = v.strictObject({
  name: v.string(),
  broken: v.strictObject({ error: v.string(), cause: v.string() }),
});
const namedSchema = v.looseObject({ name: v.string() });

interface Asking {
  readonly phase: Phase;
  /** The gates of the phase, by the release's manifest. */
  readonly expected: readonly string[];
  /** The gates that the gate run asked. */
  readonly asked: readonly string[];
  /** What came back, understood or not. */
  readonly answers: readonly unknown[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The gates of a phase with their verdicts, one for each name that was expected, asked or answered. A gate passes only
 * by one answer that is understood to the letter; whatever else came back is a failed gate by that name.
 */
export function gateRecords({ phase, expected, asked, answers, at }: Asking): readonly GateRecord[] {
  const names = new Set([...expected, ...asked, ...answers.map((answer) => nameOf(answer) ?? GATE_RUN)]);
  return [...names].map((name) => {
    const own = answers.filter((answer) => (nameOf(answer) ?? GATE_RUN) === name);
    const verdict = verdictOf(name, own, {
      isExpected: expected.filter((one) => one === name).length === 1,
      timesAsked: asked.filter((one) => one === name).length,
    });
    return { name, phase, mode: 'enforce', verdict, at };
  });
}

function verdictOf(
  name: string,
  [answer, ...more]: readonly unknown[],
  { isExpected, timesAsked }: { readonly isExpected: boolean; readonly timesAsked: number },
): Verdict {
  if (!isExpected) return failed('gate-not-expected', `Gate ${name} is not one of the release in this phase.`);
  if (more.length > 0 || timesAsked > 1) return failed('gate-doubled', `Gate ${name} was asked or answered twice.`);
  if (answer === undefined || timesAsked === 0) return failed('gate-missing', `Gate ${name} gave no answer.`);
  const answered = v.safeParse(answeredSchema, answer);
  if (answered.success) return answered.output.verdict;
  const broken = v.safeParse(brokenSchema, answer);
  if (!broken.success) return failed('verdict-not-understood', `Gate ${name} gave a verdict that is none.`);
  const { error, cause } = broken.output.broken;
  return failed('gate-broke', `Gate ${name} broke: ${errorText(error, cause)}.`);
}

function failed(code: Reason['code'], message: string): Verdict {
  return notRun({ code, message });
}

function nameOf(answer: unknown): string | undefined {
  const named = v.safeParse(namedSchema, answer);
  return named.success ? named.output.name : undefined;
}
