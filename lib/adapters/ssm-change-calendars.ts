import { GetCalendarStateCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { ChangeCalendars, ChangeCalendarState } from '../domain/calendar/calendar-source';

/** Systems Manager's change calendars (AWS Systems Manager User Guide, "AWS Systems Manager Change Calendar"). */
export class SsmChangeCalendars implements ChangeCalendars {
  constructor(private readonly client: Pick<SSMClient, 'send'>) {}

  async state(document: string, at: number): Promise<ChangeCalendarState> {
    const AtTime = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const said = await this.client.send(new GetCalendarStateCommand({ CalendarNames: [document], AtTime }));
    const { State, NextTransitionTime } = said;
    if (State !== 'OPEN' && State !== 'CLOSED') throw new Error('Systems Manager says neither OPEN nor CLOSED of it.');
    const changesAt = NextTransitionTime === undefined ? undefined : Date.parse(NextTransitionTime);
    if (Number.isNaN(changesAt)) throw new Error('Systems Manager says a next change of it that is no time.');
    return { isOpen: State === 'OPEN', ...(changesAt === undefined ? {} : { changesAt }) };
  }
}
