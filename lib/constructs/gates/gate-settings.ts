import type { Duration } from 'aws-cdk-lib';
import { settingsProblems, type GateSettings } from '../../domain/gate/gate-settings';
import { soundProps, type PropTable } from '../sound-props';

export interface RetryInconclusiveProps {
  /** How often the gate is asked once more. 1 to 60. */
  readonly attempts: number;
  /** How long to wait before each, in whole seconds. At most 30 minutes. */
  readonly every: Duration;
}

export interface CommonGateProps {
  /**
   * What the gate is called in reports and messages: lower-case words joined by hyphens, unique in the release.
   *
   * @default - the kind of gate
   */
  readonly name?: string;
  /**
   * When the gate is asked: before any traffic, or once all of it has moved.
   *
   * @default before-traffic
   */
  readonly phase?: 'before-traffic' | 'after-traffic';
  /**
   * Whether the gate's answer counts. A `shadow` gate is asked, judged and recorded, and never blocks.
   *
   * @default enforce
   */
  readonly mode?: 'enforce' | 'shadow';
  /**
   * What an inconclusive verdict does: block the release, or let it proceed, which is recorded.
   *
   * @default block
   */
  readonly onInconclusive?: 'block' | 'proceed';
  /**
   * Ask again while the gate is inconclusive, within the hour that CodeDeploy waits for a hook.
   *
   * @default - it is asked once
   */
  readonly retryInconclusive?: RetryInconclusiveProps;
}

/**
 * The kinds of the props that every gate has.
 *
 * @internal
 */
export const COMMON_PROPS = {
  name: 'text',
  phase: 'text',
  mode: 'text',
  onInconclusive: 'text',
  retryInconclusive: 'object',
} as const satisfies PropTable<CommonGateProps>;

/**
 * The props of a gate that are of their kinds, those of its retries too, and what is wrong with the others.
 *
 * @internal
 */
export function soundGateProps<P extends CommonGateProps>(props: P, table: Omit<PropTable<P>, keyof CommonGateProps>) {
  const { sound, problems } = soundProps(props, { ...COMMON_PROPS, ...table } as PropTable<P>);
  const { retryInconclusive: retry, ...others } = sound;
  if (retry === undefined) return { sound, problems };
  const inside = soundProps<RetryInconclusiveProps>(retry, { attempts: 'number!', every: 'duration!' });
  if (inside.problems.length === 0) return { sound, problems };
  const named = inside.problems.map((problem) => problem.replace('`', '`retryInconclusive.'));
  return { sound: others as Partial<P>, problems: [...problems, ...named] };
}

/**
 * What the props of a gate say beside its question; only what is not the default, as the manifest is small.
 *
 * @internal
 */
export function settingsOf({ mode, onInconclusive, retryInconclusive: retry }: CommonGateProps): GateSettings {
  return {
    ...(mode === undefined || mode === 'enforce' ? {} : { mode }),
    ...(onInconclusive === undefined || onInconclusive === 'block' ? {} : { onInconclusive }),
    ...(retry ? { retry: { attempts: retry.attempts, everySeconds: retry.every.toSeconds({ integral: false }) } } : {}),
  };
}

/**
 * What is wrong with the settings of a gate, each as one sentence that names it.
 *
 * @internal
 */
export function settingsProblemsOf(name: string, settings: GateSettings): readonly string[] {
  return settingsProblems(settings).map((problem) => `gate \`${name}\`: ${problem}`);
}
