import { Logger } from '@aws-lambda-powertools/logger';
import type { Phase } from '../lib/domain/gate/phase';
import type { Verdict } from '../lib/domain/gate/verdict';
import { BUDGETS } from '../lib/domain/size/budgets';
import { shortened } from '../lib/domain/size/shortened';
import { oneLine } from '../lib/domain/text/one-line';

/** What a function of the platform decided, or kept of what was decided. */
export interface Decision {
  readonly release: string;
  /** What it is about: a gate's verdict, or what changed the release. */
  readonly decision: string;
  readonly phase?: Phase | undefined;
  /** A gate's name. */
  readonly gate?: string | undefined;
  /** A verdict, or the state of the release. */
  readonly outcome: string;
  /** Who decided, where that is known. */
  readonly decided_by?: string | undefined;
  readonly reason?: string | undefined;
  /** Of a gate that was asked: how long that took; of a release: since it was opened. */
  readonly duration_ms?: number | undefined;
}

const logger = new Logger({
  serviceName: 'sluice',
  persistentLogAttributes: { function_name: process.env.AWS_LAMBDA_FUNCTION_NAME },
});

/** What a gate said, and how long it was asked. @param durationMs in milliseconds */
export function logAnswer(
  { name, release }: { readonly name: string; readonly release: { readonly id: string } },
  { outcome, reasons }: Verdict,
  durationMs: number,
): void {
  logDecision({
    ...{ release: release.id, decision: 'answer', gate: name, outcome, duration_ms: durationMs },
    reason: reasons[0]?.message,
  });
}

export type LogAnswer = typeof logAnswer;

/** One line of JSON on standard output, with the field names of Powertools for AWS Lambda. */
export function logDecision(decision: Decision): void {
  const { reason } = decision;
  logger.info(`${decision.decision}: ${decision.outcome}`, {
    ...decision,
    ...(reason === undefined ? {} : { reason: shortened(oneLine(reason), BUDGETS.messageLine) }),
  });
}
