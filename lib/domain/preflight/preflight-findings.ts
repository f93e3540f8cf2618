import { alarmFindings } from './alarm-findings';
import { aliasFindings } from './alias-findings';
import { calendarFindings } from './calendar-findings';
import { changeFindings } from './change-findings';
import { bySeverity, type Finding } from './finding';
import { flightFindings } from './flight-findings';
import { platformFindings } from './platform-findings';
import { policyFindings } from './policy-findings';
import { glassFindings } from './glass-findings';
import type { ReleaseFacts } from './release-facts';
import { stackFindings } from './stack-findings';

const LOOKS = [
  ...[platformFindings, stackFindings, flightFindings, policyFindings, calendarFindings],
  ...[aliasFindings, alarmFindings, glassFindings, changeFindings],
];

/** What is to be known before a release is deployed, from what is known of it and of the account. */
export function preflightFindings(facts: ReleaseFacts): readonly Finding[] {
  const { serving, stackName, release } = facts;
  const name = serving ? `${serving.functionName}:${serving.aliasName}` : release.aliasId;
  const found = LOOKS.flatMap((look) => look(facts));
  return bySeverity(found.map((one) => ({ ...one, release: `${stackName}/${name}` })));
}
