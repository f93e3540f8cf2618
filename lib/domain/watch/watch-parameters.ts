/**
 * What the watch stakes and how sure it has to be, all in one place. None of it makes the watch invalid when it is
 * chosen badly, only slow; the exception is the dispersion guard, which is a heuristic (see `dispersion.ts`).
 */
export const WATCH_PARAMETERS = {
  /** The chance, at most, that a release whose green is within the tolerance is stopped, over all measures and looks. */
  falseRegression: 0.01,
  /** The chance, at most, that a green which is worse than the tolerance is certified. */
  falseCertification: 0.05,
  /** The chance, at most, that a release is warned of whose green is within the lower limits, over all of them and all looks. */
  falseWarning: 0.05,
  /** What green may be worse than blue without being a regression: this factor, and this share of all calls on top. */
  tolerance: { factor: 1.1, extra: 0.0005 },
  /**
   * What is staked against green, each as a part of the largest stake that cannot lose everything. The smallest is for
   * what is barely worse than the tolerance, the largest for an outage; most regressions want the middle.
   */
  stakes: [0.04, 0.1, 0.2, 0.35, 0.5, 0.65, 0.95],
  /** Where errors come in clusters, no more than this part is staked … */
  stakeWhenClustered: 0.35,
  /** … which is above this dispersion. */
  clusteredAbove: 1.5,
  /** What is staked for green when it is to be certified, as parts likewise. */
  certificationStakes: [0.1, 0.3, 0.6, 0.9],
  /** The part of the capital that is brought in during the window, minute by minute. */
  reserve: 0.08,
  /** Green's first minutes: cold starts, caches to fill. */
  warmUp: {
    /** How long it takes from when traffic begins to move. */
    seconds: 60,
    /** The part of the capital that is bet in them alone. */
    share: 0.2,
    /** What is allowed on top in them, as a share of all calls. */
    extra: 0.05,
  },
  /** Calls in each version that a look needs, so that the split of its calls is taken for its weight. */
  callsForOwnSplit: 30,
  dispersion: {
    /** How much is known before: as if so many errors had been seen that come one by one. */
    historyPrior: 10,
    highestFromHistory: 10,
    /** Blocks of looks that the history counts for. */
    priorBlocks: 10,
    /** Looks are pooled to a block until so many of its errors would be green's. */
    greenErrorsOfBlock: 2,
    /** What green's share of errors keeps of its past with each block. */
    memory: 0.8,
    /** Green's share of errors begins as if so many had been seen. */
    sharePrior: 2,
    /** One block counts for no more than this. */
    mostOfBlock: 25,
    /** What is taken off the estimate, in its standard errors. */
    standardErrorsOff: 1,
  },
  /** What each kind of measure gets of the allowed chance; the kinds that are not watched leave theirs to the others. */
  shares: { errors: 0.4, latency: 0.3, throttling: 0.1, custom: 0.2 },
  /** What green's durations may be above blue's: at the median, the 90th and the 99th percentile. */
  latency: [
    { percentile: 50, factor: 1.1, extraMs: 0 },
    { percentile: 90, factor: 1.15, extraMs: 0 },
    { percentile: 99, factor: 1, extraMs: 50 },
  ],
} as const;

/** Other settings of the same, for those who measure what one of them does. */
export type WatchParameters = Widened<typeof WATCH_PARAMETERS>;

type Widened<Value> = Value extends number
  ? number
  : Value extends readonly (infer Item)[]
    ? readonly Widened<Item>[]
    : { readonly [Key in keyof Value]: Widened<Value[Key]> };
