import type { SpentGlasses } from '../domain/attestation/spent-glasses';
import type { AlarmsJudged } from '../domain/policy/alarms-verdict';
import type { AlarmWatches } from '../domain/release/alarm-watch';
import type { Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';

export interface AlarmsPorts {
  readonly alarmWatches: AlarmWatches;
  readonly spentGlasses: Pick<SpentGlasses, 'by'>;
}

/** What is watched while a release shifts; nothing in a first one, which is no deployment of CodeDeploy's: no alarm stops it. */
export async function seeAlarms(
  { id, blue }: Pick<Release, 'id' | 'blue'>,
  { alarms, breakGlass: glassId }: Manifest,
  { alarmWatches, spentGlasses }: AlarmsPorts,
): Promise<AlarmsJudged | undefined> {
  if (blue === undefined) return undefined;
  const [watch, spentBy] = await Promise.all([
    alarmWatches.of(id),
    glassId === undefined ? undefined : spentGlasses.by(glassId),
  ]);
  return { releaseId: id, watch, expected: Object.values(alarms), glassId, spentBy };
}
