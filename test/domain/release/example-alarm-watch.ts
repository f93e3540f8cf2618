import type { AlarmWatch } from '../../../lib/domain/release/alarm-watch';
import { manifest } from './example-platform';

/** CodeDeploy watches the alarms of the example's manifest, unless it is said otherwise. */
export function watching(said: Partial<AlarmWatch> = {}): AlarmWatch {
  const names = Object.values(manifest.alarms);
  return { isOn: true, passesOverUnreadable: false, names, isOverridden: false, ...said };
}
