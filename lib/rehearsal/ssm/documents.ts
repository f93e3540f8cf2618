import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import { calendarState, readCalendar, type ChangeCalendar } from './change-calendar';

/** The documents of Systems Manager, of which only change calendars are emulated. */
export class Documents {
  private readonly calendars = new Map<string, ChangeCalendar>();

  readonly provider: ResourceProvider = provideResource({
    type: 'AWS::SSM::Document',
    properties: {
      Content: v.string(),
      DocumentFormat: v.literal('TEXT'),
      DocumentType: v.literal('ChangeCalendar'),
      Name: v.optional(v.string()),
      Tags: tags,
      UpdateMethod: v.optional(v.picklist(['NewVersion', 'Replace'])),
    },
    replacedBy: ['Name'],
    claim: ({ Name }) =>
      claimName(
        Name,
        (name) => this.calendars.has(name),
        (name) => new ApiError('DocumentAlreadyExists', `Document with name ${name} already exists.`),
      ),
    create: ({ Name, Content }, { generatedName, where }) => this.write(Name ?? generatedName, Content, where),
    update: ({ physical: { id }, previous, next }, { where }) => {
      if (next.Content !== previous.Content && next.UpdateMethod !== 'NewVersion') {
        const fix = 'Say `UpdateMethod: NewVersion`, by which it keeps its name.';
        throw new NotEmulated('A change of AWS::SSM::Document by UpdateMethod Replace', where, fix);
      }
      return this.write(id, next.Content, where);
    },
    remove: ({ id }) => {
      this.calendars.delete(id);
    },
  });

  constructor(private readonly place: Place) {}

  /** @param name or an ARN */
  arn(name: string): string {
    return name.startsWith('arn:') ? name : this.place.arn('ssm', `document/${name}`);
  }

  /** `GetCalendarState` of the calendars with these names or ARNs. @param at milliseconds since the epoch */
  state(names: readonly string[], at: number) {
    const calendars = names.map((name) => {
      const calendar = [...this.calendars].find(([known]) => this.arn(known) === this.arn(name))?.[1];
      if (!calendar) throw new ApiError('InvalidDocument', `Document with name ${name} does not exist.`);
      return calendar;
    });
    const { isOpen, nextTransition } = calendarState(calendars, at);
    return {
      State: isOpen ? 'OPEN' : 'CLOSED',
      AtTime: seconds(at),
      ...(nextTransition === undefined ? {} : { NextTransitionTime: seconds(nextTransition) }),
    };
  }

  private write(name: string, content: string, where: string) {
    this.calendars.set(name, readCalendar(content, where));
    return { id: name, attributes: {} };
  }
}

/** ISO 8601, to the second. */
function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
