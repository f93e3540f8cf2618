import { beginning } from '../../domain/size/beginning';
import type { ReportedGate, ReportedReason, ReportedRelease } from '../report';
import { CODEDEPLOY } from '../who-decided';
import { shortNames } from './short-names';
import { indented } from './words';

/** More say no more to a person; the report has all. */
const MOST_REASONS = 3;

/** How much further in than its reason stands what was asked and answered. */
const FURTHER_IN = 2;

/**
 * Why a release was refused, each reason with what was asked and what came, a line for each. Where neither a gate nor an
 * alarm refused it, CodeDeploy says why. What IAM denied is said beside, and once.
 */
export function reasonLines(
  { deployment, decidedBy, deniedCalls }: ReportedRelease,
  refusing: readonly ReportedGate[],
  width: number,
  margin: number,
): readonly string[] {
  const laidOut = (text: string) => indented(shortNames(text), width, margin);
  const refused = refusing.flatMap((gate) => gate.reasons);
  if (refused.length === 0)
    return decidedBy === CODEDEPLOY && deployment?.error ? laidOut(deployment.error.message) : [];
  const own = withoutEchoes(refused).filter(
    ({ message }) => !deniedCalls.some((call) => message.includes(call.message)),
  );
  const said = own.slice(0, MOST_REASONS);
  const more = own.length - said.length;
  return [
    ...said.flatMap((reason, index) => [
      ...laidOut(reason.message),
      ...(isSameExchange(reason, said[index + 1]) ? [] : exchangeLines(reason, width, margin + FURTHER_IN)),
    ]),
    ...(more > 0 ? laidOut(`+ ${more} more`) : []),
  ];
}

/** A squad's gate and its platform's may say the same. */
function withoutEchoes(reasons: readonly ReportedReason[]): readonly ReportedReason[] {
  return reasons.filter(
    (reason, index) =>
      !reasons.slice(0, index).some((one) => one.message === reason.message && isSameExchange(one, reason)),
  );
}

/** Several reasons of one answer have it below the last of them. */
function isSameExchange({ asked, answered }: ReportedReason, next: ReportedReason | undefined): boolean {
  return next?.asked === asked && next?.answered === answered;
}

function exchangeLines({ asked, answered }: ReportedReason, width: number, margin: number): readonly string[] {
  return [
    ...(asked === undefined ? [] : [`asked     ${quoted(asked)}`]),
    ...(answered === undefined ? [] : [`answered  ${quoted(answered)}`]),
  ].map((line) => `${' '.repeat(margin)}${beginning(line, width - margin)}`);
}

/** Words stand in quotes; JSON has its own. */
function quoted(text: string): string {
  return /^[{[]/.test(text) ? text : `"${text}"`;
}
