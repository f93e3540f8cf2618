import type { FreezeDefinition } from '../../domain/gates/freeze/freeze-definition';
import type { OpenHours } from '../open-hours';
import type { CommonGateProps } from './gate-settings';

export interface FreezeGateProps extends Pick<CommonGateProps, 'name' | 'mode' | 'onInconclusive'> {
  /**
   * Calendars of the platform, by their names: those of its policy and its `calendars`.
   *
   * @default - none; then `openHours` has to be given
   */
  readonly calendars?: string[];
  /**
   * The hours in which the squad releases, such as `OpenHours.office({ timeZone: 'Europe/Berlin' })`.
   *
   * @default - any; then `calendars` have to be given
   */
  readonly openHours?: OpenHours;
}

/**
 * What is shipped of it.
 *
 * @internal
 */
export function freezeDefinition({
  name = 'freeze',
  calendars,
  openHours,
}: Partial<FreezeGateProps>): FreezeDefinition {
  return {
    ...{ kind: 'freeze', name, phase: 'before-traffic' },
    ...(calendars ? { calendars } : {}),
    ...(openHours ? { openHours: openHours._bind().hours } : {}),
  };
}
