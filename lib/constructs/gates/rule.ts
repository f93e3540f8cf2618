import type { AboveBlue } from '../../domain/gate/above-blue';

export interface AboveBlueProps {
  /** In how many minutes the new version must be above the old one, by more than is allowed. 1 to 15. */
  readonly minutes: number;
  /**
   * Of how many minutes in a row. 1 to 15.
   *
   * @default - as many as `minutes`: all of them
   */
  readonly of?: number;
}

/**
 * A rule in your own words, in place of the watch's evidence. How often it stops a good release, and how late it sees a bad
 * one, depends on your traffic.
 */
export class Rule {
  /** Above the old version by more than is allowed, in so many of the last minutes. */
  static aboveBlue(props: AboveBlueProps): Rule {
    const { minutes, of = minutes } = props;
    return new Rule({ kind: 'above-blue', minutes, of });
  }

  private constructor(private readonly rule: AboveBlue) {}

  /** @internal */
  _bindToGate(): AboveBlue {
    return this.rule;
  }
}
