import * as v from 'valibot';
import { noAnswerText, type GatePorts } from '../../gate/call';
import type { FunctionDefinition } from './function-definition';
import type { HookPhase } from '../../gate/phase';
import { notRun, verdictSchema, type Verdict } from '../../gate/verdict';

/** What the squad's own function is sent. */
export interface FunctionGateRequest {
  /** The version of this shape. */
  readonly schema: 1;
  readonly gate: string;
  readonly phase: HookPhase;
  readonly release: {
    /** CodeDeploy's deployment id; of a first deploy, which has no deployment, an id of ours. */
    readonly id: string;
    readonly functionName: string;
    /** The version that serves; missing at a first deploy. */
    readonly blue?: string;
    /** The version that wants to. */
    readonly green: string;
  };
}

/** Asks the squad's own function, once. Its verdict counts only where it is understood to the letter. */
export async function runFunctionGate(
  { name, phase, withinSeconds }: FunctionDefinition,
  { release, callOwnFunction }: Pick<GatePorts, 'release' | 'callOwnFunction'>,
): Promise<Verdict> {
  const { id, functionName, blue, green } = release;
  const request: FunctionGateRequest = {
    schema: 1,
    gate: name,
    phase,
    release: { id, functionName, ...(blue === undefined ? {} : { blue }), green },
  };
  const answer = await callOwnFunction(request, { gate: name, timeoutMs: withinSeconds * 1000 });
  if (answer.kind !== 'answered') {
    return notRun({ code: answer.kind, message: `The gate's own function: ${noAnswerText(answer)}.` });
  }
  const { success, output, issues } = v.safeParse(verdictSchema, answer.payload);
  if (success) return output;
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`);
  return notRun({
    code: 'answer-not-understood',
    message: `The gate's own function answered what is no verdict: ${problems.join('; ')}.`,
  });
}
