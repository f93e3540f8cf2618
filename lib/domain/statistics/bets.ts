/** One of the bets that run side by side. */
export interface Stake {
  /** What is staked on each point, as a part of this bet's capital. */
  readonly perPoint: number;
  /** This bet's share of the first capital; the shares add up to 1. */
  readonly share: number;
}

/** Bets that run side by side against one hypothesis. */
export interface Bets {
  readonly stakes: readonly Stake[];
  /** What each bet has now, in the order of the stakes; together they begin with 1. */
  readonly capital: readonly number[];
}

export function firstBets(stakes: readonly Stake[]): Bets {
  return { stakes, capital: stakes.map(({ share }) => share) };
}

/**
 * The bets after one case.
 *
 * The capital of each is multiplied by 1 + stake × outcome. Where the outcome's mean, given everything before, is 0 or
 * less, the mean of that factor is 1 or less, and the capital is a nonnegative supermartingale that begins with 1. By
 * [Ville's inequality](https://arxiv.org/abs/2210.01948) it reaches 1/α at any time with a chance of α at most. All
 * of it rests on the stake not knowing the outcome: a stake that peeks breaks it.
 *
 * @param outcome what the case won, in points; below 0 where it lost
 */
export function afterCase({ stakes, capital }: Bets, outcome: number): Bets {
  return { stakes, capital: capital.map((amount, index) => amount * (1 + (stakes[index]?.perPoint ?? 0) * outcome)) };
}

/** All of the capital: an e-value, the evidence against the hypothesis that was bet against. */
export function evidenceOf({ capital }: Bets): number {
  return capital.reduce((sum, amount) => sum + amount, 0);
}
