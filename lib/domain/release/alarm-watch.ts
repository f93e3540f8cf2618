import { listText } from '../text/figures';

/** What CodeDeploy watches while it makes a deployment, as CodeDeploy itself says it. */
export interface AlarmWatch {
  /** Whether it watches at all. */
  readonly isOn: boolean;
  /** Whether an alarm that cannot be read is passed over. */
  readonly passesOverUnreadable: boolean;
  /** The names of alarms. */
  readonly names: readonly string[];
  /** Whether this deployment alone says so, and its group something else. */
  readonly isOverridden: boolean;
}

/** What a deployment says of alarms, or its group. */
export interface AlarmWatches {
  of(deploymentId: string): Promise<AlarmWatch>;
}

/**
 * How a deployment ignores the alarms of its release, in one sentence; undefined where it watches them all. A release that
 * has none ignores none.
 *
 * @param expected the names of the alarms that the release is to be stopped by, by its manifest
 */
export function ignoredAlarms(watch: AlarmWatch, expected: readonly string[]): string | undefined {
  const { isOn, passesOverUnreadable, names, isOverridden } = watch;
  if (expected.length === 0 && names.length === 0) return undefined;
  const where = isOverridden ? 'The deployment overrides its group, and' : 'The deployment group';
  if (!isOn) return `${where} has its alarms switched off.`;
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) return `${where} does not watch ${listText(missing.map((name) => `\`${name}\``))}.`;
  return passesOverUnreadable ? `${where} passes over alarms that cannot be read.` : undefined;
}
