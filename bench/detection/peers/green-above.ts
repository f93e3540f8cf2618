import { errorRate } from '../looks';
import type { Rule } from '../rule';
import { redAt, type AlarmShape } from './alarm';

/** How much of green may fail, whatever blue does. */
export interface GreenAbove extends AlarmShape {
  readonly percent: number;
}

/**
 * An alarm on green's error rate by a metric expression, in which a period without a call is at 0 %.
 *
 * @param source where its figures stand
 */
export function greenAbove(settings: GreenAbove, source: string): Rule {
  const { percent, breaching, of, periodSeconds } = settings;
  const unit = periodSeconds === 60 ? 'min' : `x ${periodSeconds} s`;
  return {
    name: `green > ${percent} %, ${breaching} of ${of} ${unit}`,
    ours: false,
    everySeconds: periodSeconds,
    source,
    rollsBackAt: (shift) => redAt(shift, settings, ({ green }) => 100 * (errorRate(green) ?? 0) > percent),
  };
}

/** The static alarm of many teams: 5 %, in three of five minutes. */
export const STATIC_ALARM = greenAbove(
  { percent: 5, breaching: 3, of: 5, periodSeconds: 60 },
  'no one source: the static alarm on an error rate, 3 of 5',
);

/** The error-rate alarm that AWS recommends for a function, put on green. */
export const AWS_ALARM = greenAbove(
  { percent: 5, breaching: 2, of: 3, periodSeconds: 60 },
  'aws/agent-toolkit-for-aws, aws-observability, cloudwatch/alarm-template.ts',
);
