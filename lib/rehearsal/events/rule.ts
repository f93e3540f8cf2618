import type { EventTest } from './event-pattern';
import { DEFAULT_BUS } from './default-bus';
import type { TargetInput } from './input-transformer';

/** A target of a rule. */
export interface RuleTarget {
  readonly arn: string;
  readonly roleArn?: string;
  readonly messageGroupId?: string;
  readonly input: TargetInput;
  readonly retries: number;
  readonly maximumAgeMs: number;
  readonly deadLetterArn?: string;
}

/** A rule of a bus, by pattern, on a schedule, or both. */
export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly bus: string;
  readonly enabled: boolean;
  readonly matches?: EventTest;
  readonly schedule?: { next(after: number, start: number): number | undefined };
  readonly targets: readonly RuleTarget[];
}

/** What `Ref` of a rule gives; on another bus than the default one it names that bus too (AWS::Events::Rule). */
export function physicalId({ name, bus }: Pick<Rule, 'name' | 'bus'>): string {
  return bus === DEFAULT_BUS ? name : `${bus}|${name}`;
}
