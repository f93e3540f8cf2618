import type { EvidenceJudgement } from '../attestation/evidence';
import type { Verdict } from '../gate/verdict';
import { counted, countText } from '../text/figures';
import type { LogsRun, SuiteRun } from './item-run';

/** What a search of logs found. */
export interface LogsFound {
  /** Events that match. */
  readonly matching: number;
  /** Whether there may be more of them. */
  readonly isCut: boolean;
  /** Whether there is any event at all. */
  readonly hasEvents: boolean;
}

/** Whether logs are clean. Logs in which nothing happened show nothing, and that is no pass. Of what they say nothing is kept. */
export function logsJudgement({ group, most }: LogsRun, since: string, found: LogsFound): EvidenceJudgement {
  const { matching, isCut, hasEvents } = found;
  const figures = { matching, most };
  if (!hasEvents)
    return {
      outcome: 'fail',
      sentence: `${group} has no event of the last ${since}: nothing shows that anything ran.`,
      figures,
    };
  const many = `${isCut ? 'At least ' : ''}${counted(matching, 'event')}`;
  return {
    outcome: matching <= most ? 'pass' : 'fail',
    sentence: `${many} of the last ${since} in ${group} ${matching === 1 ? 'matches' : 'match'}, and ${countText(most)} may.`,
    figures,
  };
}

/** What the conversations of a suite came to. */
export function suiteJudgement({ file, function: name, qualifier }: SuiteRun, verdict: Verdict): EvidenceJudgement {
  const { outcome, reasons, evidence } = verdict;
  const whom = qualifier === undefined ? name : `${name}:${qualifier}`;
  return {
    outcome: outcome === 'pass' ? 'pass' : 'fail',
    sentence: `${file} with ${whom}: ${reasons[0]?.message ?? 'nothing was said.'}`,
    figures: { conversations: evidence.sampleSize, ...evidence.figures },
  };
}
