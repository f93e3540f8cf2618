import { EXIT, failureOf } from '../../lib/cli/exit-code';
import { planRehearsal } from '../../lib/cli/plan-rehearsal';
import { rehearse } from '../../lib/rehearsal';
import { makeReport } from '../../lib/report/make-report';
import type { FuzzCase } from './fuzz-case';

/** How a case ended. */
export type Ending =
  | { readonly kind: 'result'; readonly outcomes: readonly string[] }
  /** It was refused, by the name of an error that a user can mend. */
  | { readonly kind: 'refusal'; readonly by: string; readonly message: string }
  /** Anything else that was thrown, and a refusal that says nothing clear. */
  | { readonly kind: 'crash'; readonly message: string };

/** A message that nobody reads to its end. */
const LONG = 3_000;

/** Plays a case as the command does, in this process. */
export async function playCase({ scenario, from, to }: FuzzCase): Promise<Ending> {
  try {
    // No case runs a command.
    const plan = planRehearsal({ scenario, ...(from && { from }), ...(to && { to }) }, []);
    const report = makeReport(await rehearse(plan), plan.expectations);
    return { kind: 'result', outcomes: report.releases.map(({ outcome }) => outcome) };
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code === EXIT.notRehearsed && message.startsWith('Sluice itself broke')) return { kind: 'crash', message };
    const unclear = unclearness(message);
    if (unclear !== undefined) return { kind: 'crash', message: `${unclear}: ${message.slice(0, 500)}` };
    return { kind: 'refusal', by: error instanceof Error ? error.name : 'unknown', message };
  }
}

function unclearness(message: string): string | undefined {
  if (message.trim() === '') return 'An empty refusal';
  if (message.length > LONG) return `A refusal of ${message.length} characters`;
  if (message.includes('[object Object]')) return 'A refusal that does not show its value';
  if (message.includes('call stack')) return 'A refusal that speaks of our own stack';
  return undefined;
}
