import { GATE_RUN } from '../release/broken-gate-run';
import { alarmTitle } from '../release/manifest';
import { ALL_GATES } from '../release/no-gates';
import type { PlannedRelease } from './planned-release';
import type { Template } from './template';

/**
 * Who may settle a release: by the names that the ledger has for its gates and alarms, or, without a platform, by the
 * names and logical ids of the alarms that CodeDeploy watches. Undefined where the template does not say.
 */
export function plannedDeciders(
  { platformName, manifest, alarms }: PlannedRelease,
  { Resources }: Template,
): readonly string[] | undefined {
  if (platformName === undefined) {
    const watched = alarms.flatMap((alarm) => {
      if ('name' in alarm) return [alarm.name];
      // What it is called is for the stack to say that exports it.
      if ('exported' in alarm) return [];
      const name = Resources[alarm.id]?.Properties.AlarmName;
      return typeof name === 'string' ? [alarm.id, name] : [alarm.id];
    });
    return ['codedeploy', ...watched];
  }
  const names = manifest?.names;
  return names && ['codedeploy', GATE_RUN, ALL_GATES, ...names.gates, ...names.watched.map(alarmTitle)];
}
