import { Token } from 'aws-cdk-lib';
import { priceProblems, US_EAST_1_PRICES, type Prices } from '../../domain/cost/prices';
import { wholeProps, type PropTable } from '../sound-props';
import { KNOWN_AT_SYNTH, tokenPaths } from '../token-paths';
import type { Rate } from './rate';

/** What a squad expects of its function, from which is worked out what a release will see and cost. */
export interface ExpectationProps {
  /**
   * How many requests customers send, on average in the hours in which you release. From it follows what the release's
   * watch and alarms can see while traffic shifts: it is said at synth, with a plan that sees more where there is one.
   *
   * @default - nothing is said of what the watch and the alarms can see
   */
  readonly expectedTraffic?: Rate;
  /**
   * The share of invocations that fails although nothing is wrong, in percent. 0 to 99. Used with `expectedTraffic`.
   *
   * @default 0.1
   */
  readonly usualErrorRatePercent?: number;
  /**
   * How often the function is released in a month, for the monthly cost that is said at synth.
   *
   * @default 10
   */
  readonly expectedReleasesPerMonth?: number;
  /**
   * What AWS charges, in US dollars, where it is not the list price of US East (N. Virginia).
   *
   * @default - the list prices of US East (N. Virginia)
   */
  readonly prices?: Partial<Prices>;
}

/** @internal */
export const EXPECTATION_PROPS = {
  expectedTraffic: 'rate',
  usualErrorRatePercent: 'number',
  expectedReleasesPerMonth: 'number',
  prices: 'object',
} as const satisfies PropTable<ExpectationProps>;

/** More than any function gets; what is above is a mistake in the unit. */
const MOST_PER_MINUTE = 60_000_000;

/**
 * What is wrong with expectations, each as one sentence.
 *
 * @internal
 */
export function expectationProblems(props: ExpectationProps): readonly string[] {
  const { expectedTraffic, usualErrorRatePercent: usual, expectedReleasesPerMonth: releases, prices = {} } = props;
  const perMinute = expectedTraffic?.countPerMinute ?? 1;
  if (Token.isUnresolved(perMinute) || Token.isUnresolved(expectedTraffic?.toString())) {
    return [`\`expectedTraffic\` ${KNOWN_AT_SYNTH}`];
  }
  return [
    ...tokenPaths(prices).map((path) => `\`prices.${path}\` ${KNOWN_AT_SYNTH}`),
    ...(perMinute > 0 && perMinute <= MOST_PER_MINUTE
      ? []
      : [`\`expectedTraffic\` must be above 0 and at most 1000000 a second, got: ${String(expectedTraffic)}`]),
    ...(usual === undefined || (usual >= 0 && usual < 100)
      ? []
      : [`\`usualErrorRatePercent\` must be from 0 to 99, got: ${usual}`]),
    ...(releases === undefined || (releases >= 0 && Number.isFinite(releases))
      ? []
      : [`\`expectedReleasesPerMonth\` must be 0 or more, got: ${releases}`]),
    ...wholeProps(prices, Object.keys(US_EAST_1_PRICES)).problems.map((problem) => `\`prices\`: ${problem}`),
    ...priceProblems(prices),
  ];
}
