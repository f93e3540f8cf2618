import type { AboveBlue } from '../../domain/gate/above-blue';
import { wholeProps } from '../sound-props';

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
 * What is wrong with the props of a rule, each as one sentence.
 *
 * @internal
 */
export function ruleProblems(rule: Rule | undefined): readonly string[] {
  return (rule?._bindToGate().problems ?? []).map((problem) => `\`rule\`: ${problem}`);
}

/** @internal */
interface BoundRule {
  readonly rule: AboveBlue;
  readonly problems: readonly string[];
}

/**
 * A rule in your own words, in place of the watch's evidence. How often it stops a good release, and how late it sees a bad
 * one, depends on your traffic.
 */
export class Rule {
  /** Above the old version by more than is allowed, in so many of the last minutes. */
  static aboveBlue(props: AboveBlueProps): Rule {
    const { given, problems } = wholeProps(props, ['minutes', 'of']);
    const { minutes, of = minutes } = given;
    return new Rule({ rule: { kind: 'above-blue', minutes, of }, problems });
  }

  private constructor(private readonly bound: BoundRule) {}

  /** @internal */
  _bindToGate(): BoundRule {
    return this.bound;
  }
}
