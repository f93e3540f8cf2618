/**
 * Capital of bets that run side by side against one hypothesis, a part of which is brought in later.
 *
 * A bet that has lost for an hour needs an hour to win that back, so what begins late would be seen late. Capital that
 * was held back and is staked fresh in every minute has lost nothing yet.
 */
export interface StaggeredCapital {
  /** What each bet has, in the order of the stakes. */
  readonly staked: readonly number[];
  /** What has not been brought in yet, in total. */
  readonly reserve: number;
}

/** All of it begins as 1: a part in equal shares on so many bets, the rest in reserve. */
export function firstCapital(bets: number, reserve: number): StaggeredCapital {
  return { staked: Array.from({ length: bets }, () => (1 - reserve) / bets), reserve };
}

/**
 * Brings in some of the reserve, in equal shares. Nothing is won or lost by it.
 *
 * The sum over all starting times is a mixture as Robbins used it ("Statistical methods related to the law of the
 * iterated logarithm", Annals of Mathematical Statistics 41, 1970), here over when a change begins as in
 * [e-detectors](https://arxiv.org/abs/2203.03532). When to bring in how much must not depend on what is bet on next.
 */
export function broughtIn({ staked, reserve }: StaggeredCapital, amount: number): StaggeredCapital {
  const brought = Math.min(reserve, Math.max(0, amount));
  if (brought === 0) return { staked, reserve };
  return { staked: staked.map((one) => one + brought / staked.length), reserve: reserve - brought };
}

/**
 * The capital after each bet was multiplied by a factor.
 *
 * Where each factor's mean, given everything before, is 1 or less, the whole is a nonnegative supermartingale that
 * begins with 1, and reaches 1/α at any time with a chance of α at most: Ville's inequality, as in Shafer, ["Testing by
 * betting"](https://doi.org/10.1111/rssa.12647).
 *
 * @param logFactors natural logarithms, in the order of the stakes
 */
export function afterFactors({ staked, reserve }: StaggeredCapital, logFactors: readonly number[]): StaggeredCapital {
  return { staked: staked.map((one, index) => grown(one, logFactors[index] ?? 0)), reserve };
}

/** All of the capital: an e-value, the evidence against the hypothesis that was bet against. */
export function totalCapital({ staked, reserve }: StaggeredCapital): number {
  return staked.reduce((sum, one) => sum + one, reserve);
}

/** Far above every limit, and still a number that JSON can carry after whatever comes next. What is above is given away. */
const MOST_CAPITAL = 1e30;
const MOST_LOG_FACTOR = 500;

function grown(capital: number, logFactor: number): number {
  return Math.min(MOST_CAPITAL, capital * Math.exp(Math.min(MOST_LOG_FACTOR, logFactor)));
}
