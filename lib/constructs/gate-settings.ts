import type { Duration } from 'aws-cdk-lib';
import { settingsProblems, type GateSettings } from '../domain/gate/gate-settings';

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

/** What the props of a gate say beside its question; only what is not the default, as the manifest is small. */
export function settingsOf({ mode, onInconclusive, retryInconclusive: retry }: CommonGateProps): GateSettings {
  return {
    ...(mode === undefined || mode === 'enforce' ? {} : { mode }),
    ...(onInconclusive === undefined || onInconclusive === 'block' ? {} : { onInconclusive }),
    ...(retry ? { retry: { attempts: retry.attempts, everySeconds: retry.every.toSeconds({ integral: false }) } } : {}),
  };
}

/** What is wrong with the settings of a gate, each as one sentence that names it. */
export function settingsProblemsOf(name: string, settings: GateSettings): readonly string[] {
  return settingsProblems(settings).map((problem) => `gate \`${name}\`: ${problem}`);
}
