import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { BusEvent } from './bus-event';
import { DEFAULT_BUS } from './default-bus';

const input = v.strictObject({
  Entries: v.array(
    v.strictObject({
      Detail: v.optional(v.string()),
      DetailType: v.optional(v.string()),
      EventBusName: v.optional(v.string(), DEFAULT_BUS),
      Resources: v.optional(v.array(v.string()), []),
      Source: v.optional(v.string()),
      /** In seconds since the epoch. */
      Time: v.optional(v.number()),
    }),
  ),
});

type Entry = v.InferOutput<typeof input>['Entries'][number];

const MOST_ENTRIES = 10;

/**
 * EventBridge API Reference, PutEvents. What is wrong with one entry is in its answer.
 *
 * @param put puts an event on the bus of that name, and gives the event's id; undefined where there is no such bus
 */
export function putEvents(
  given: unknown,
  where: string,
  put: (bus: string, event: BusEvent) => string | undefined,
): object {
  const parsed = v.safeParse(input, given);
  if (!parsed.success) {
    throw new NotEmulated(`${v.getDotPath(parsed.issues[0]) ?? 'This input'} of events:PutEvents`, where);
  }
  const { Entries } = parsed.output;
  if (Entries.length === 0 || Entries.length > MOST_ENTRIES) {
    throw new ApiError(
      'ValidationException',
      `Entries must have between 1 and ${MOST_ENTRIES} members, got: ${Entries.length}`,
    );
  }
  const results = Entries.map((entry) => putEntry(entry, where, put));
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

function putEntry(entry: Entry, where: string, put: (bus: string, event: BusEvent) => string | undefined) {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name])
      return refuse('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  const { Source = '', DetailType = '', Detail = '', Resources, Time } = entry;
  if (Source.startsWith('aws.')) return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parseDetail(Detail);
  if (!detail) return refuse('MalformedDetail', 'Detail is malformed.');
  const event: BusEvent = {
    source: Source,
    detailType: DetailType,
    resources: Resources,
    detail,
    ...(Time === undefined ? {} : { time: Time * 1000 }),
  };
  const bus = entry.EventBusName.split('/').at(-1) ?? DEFAULT_BUS;
  const id = put(bus, event);
  // AWS says yes to such an event and loses it; a rehearsal had better say so.
  if (id === undefined) throw new NotEmulated(`Putting events on the bus ${bus}, which does not exist,`, where);
  return { EventId: id };
}

function parseDetail(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
      ? (detail as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function refuse(code: string, message: string) {
  return { ErrorCode: code, ErrorMessage: message };
}
