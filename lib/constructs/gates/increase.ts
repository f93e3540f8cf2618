import type { MaxShareIncrease } from '../../domain/gate/max-increase';

type IncreaseOf<K extends MaxShareIncrease['kind']> = Extract<MaxShareIncrease, { readonly kind: K }>;

/** So many percentage points more: of 0.5 % and one point more, 1.5 %. */
export class PercentagePoints {
  /** 0 to 100. */
  static of(points: number): PercentagePoints {
    return new PercentagePoints({ kind: 'points', points });
  }

  private constructor(private readonly increase: IncreaseOf<'points'>) {}

  /** @internal */
  _bindToGate(): IncreaseOf<'points'> {
    return this.increase;
  }
}

/** So many times as much: of 0.5 % and a factor of 10, 5 %. */
export class Factor {
  /** 1 or more. */
  static of(factor: number): Factor {
    return new Factor({ kind: 'factor', factor });
  }

  private constructor(private readonly increase: IncreaseOf<'factor'>) {}

  /** @internal */
  _bindToGate(): IncreaseOf<'factor'> {
    return this.increase;
  }
}

/** So many percent more: of 400 ms and 50 percent, 600 ms. */
export class Percent {
  /** Above 0. */
  static of(percent: number): Percent {
    return new Percent({ kind: 'percent', percent });
  }

  private constructor(private readonly increase: IncreaseOf<'percent'>) {}

  /** @internal */
  _bindToGate(): IncreaseOf<'percent'> {
    return this.increase;
  }
}
