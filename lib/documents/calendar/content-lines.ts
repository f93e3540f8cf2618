import { DocumentError } from '../document-error';

/** A property of a calendar, as it is written (RFC 5545, section 3.1). */
export interface CalendarProperty {
  /** Upper case. */
  readonly name: string;
  /** By their names in upper case; of several values the first. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
  readonly line: number;
}

/** A calendar, an event and whatever else stands between BEGIN and END. */
export interface CalendarComponent {
  /** Upper case. */
  readonly name: string;
  readonly line: number;
  readonly properties: readonly CalendarProperty[];
  readonly components: readonly CalendarComponent[];
}

interface OpenComponent extends CalendarComponent {
  readonly properties: CalendarProperty[];
  readonly components: CalendarComponent[];
}

/** A calendar has zones in it, and those observances: nothing is deeper than an alarm of an event. */
const DEEPEST = 10;
const NAME = /([A-Za-z0-9-]+)(?=[;:])/y;
const PARAMETER = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?=[;:,])/y;
const NEXT_VALUE = /,(?:"[^"]*"|[^";:,]*)(?=[;:,])/y;

/**
 * Reads the text of a calendar into its components.
 *
 * @throws DocumentError at the first line that is none, or that is missing
 */
export function calendarComponents(file: string, text: string): readonly CalendarComponent[] {
  const calendars: CalendarComponent[] = [];
  const open: OpenComponent[] = [];
  const refuse = (line: number, message: string): never => {
    throw new DocumentError(file, [{ path: '', line, column: 1, message }]);
  };
  for (const { line, content } of unfolded(text)) {
    const property = propertyOf(content, line);
    if (!property)
      return refuse(line, `is no line of a calendar, which begin as NAME: or NAME;PARAMETER=: ${clipped(content)}`);
    const named = property.value.trim().toUpperCase();
    const within = open.at(-1);
    if (property.name === 'BEGIN') {
      if (!within && named !== 'VCALENDAR')
        refuse(line, `begins with ${clipped(named)}; a calendar begins with BEGIN:VCALENDAR`);
      if (open.length >= DEEPEST) refuse(line, `is nested more than ${DEEPEST} deep; a calendar has three levels`);
      open.push({ name: named, line, properties: [], components: [] });
    } else if (property.name === 'END') {
      const ended = open.pop();
      if (ended?.name !== named)
        return refuse(
          line,
          `ends ${clipped(named)}, and what is open here is ${ended?.name ?? 'nothing'}; the calendar was cut`,
        );
      (open.at(-1)?.components ?? calendars).push(ended);
    } else if (within) within.properties.push(property);
    else refuse(line, 'stands outside of any calendar; a calendar begins with BEGIN:VCALENDAR');
  }
  const cut = open.at(-1);
  if (cut) refuse(cut.line, `${cut.name} has no END:${cut.name}: the calendar is cut off; fetch it anew`);
  if (calendars.length === 0) refuse(1, 'has no calendar; a calendar begins with BEGIN:VCALENDAR');
  return calendars;
}

/** Part by part: one expression for all of it needs more memory than there is where there are many parameters. */
function propertyOf(content: string, line: number): CalendarProperty | undefined {
  let place = 0;
  const next = (part: RegExp) => {
    part.lastIndex = place;
    const match = part.exec(content);
    if (match) place = part.lastIndex;
    return match;
  };
  const name = next(NAME)?.[1];
  if (name === undefined) return undefined;
  const parameters: Record<string, string> = {};
  for (let found = next(PARAMETER); found; found = next(PARAMETER)) {
    const [, key = '', said = ''] = found;
    parameters[key.toUpperCase()] = said.replaceAll('"', '');
    while (next(NEXT_VALUE));
  }
  if (content[place] !== ':') return undefined;
  return { name: name.toUpperCase(), parameters, value: content.slice(place + 1), line };
}

/** A line that begins with a blank goes on with the one before (section 3.1). Empty lines are left out. */
function* unfolded(text: string): Generator<{ readonly line: number; readonly content: string }> {
  let parts: string[] = [];
  let began = 1;
  let line = 0;
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const written = text.slice(from, text[to - 1] === '\r' && to > from ? to - 1 : to);
    from = to + 1;
    line += 1;
    if (/^[ \t]/.test(written) && parts.length > 0) {
      parts.push(written.slice(1));
      continue;
    }
    if (parts.length > 0) yield { line: began, content: parts.join('') };
    parts = written.trim() === '' ? [] : [written];
    began = line;
  }
  if (parts.length > 0) yield { line: began, content: parts.join('') };
}

/** A text as it is meant (section 3.3.11). */
export function calendarText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

function clipped(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
