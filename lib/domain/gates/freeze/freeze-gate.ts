import type { GateKind } from '../../gate/gate-kind';
import { NOBODY_ASKED } from '../../gate/nobody-asked';
import { freezeGateSchema, type FreezeDefinition } from './freeze-definition';

/** May it be released now, and until all of it is over? Calendars and open hours decide, as the release is opened: nobody is asked. */
export const FREEZE_GATE: GateKind<FreezeDefinition> = {
  ...NOBODY_ASKED,
  schema: freezeGateSchema,
  problems: ({ calendars, openHours }) =>
    calendars || openHours
      ? []
      : [
          "`calendars` or `openHours` must be given: a name that the platform has, such as 'freeze', or OpenHours.office({ … })",
        ],
  freeze: ({ calendars, openHours }) => ({
    ...(calendars ? { calendars } : {}),
    ...(openHours ? { openHours } : {}),
  }),
};
