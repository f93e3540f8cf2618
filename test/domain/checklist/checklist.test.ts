import fc from 'fast-check';
import { parseText } from '../../../lib/documents/read-document';
import type { DocumentError } from '../../../lib/documents/document-error';
import { byTime, checklistSchema, kindsDueBy } from '../../../lib/domain/checklist/checklist';
import { isAfterRelease, readDue } from '../../../lib/domain/checklist/due';
import { STANDARD_CHECKLIST } from '../../../lib/domain/checklist/standard-checklist';

const read = (text: string) => parseText('list.yaml', text, checklistSchema);
const withItems = (...items: readonly string[]) =>
  `schema: 1\nitems:\n${items.map((item) => `  - { ${item} }\n`).join('')}`;

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    return (error as DocumentError).message.split('\n');
  }
}

const UNIT = 'id: unit, what: Tests pass, due: T-24h, attested: unit';
const RUN = 'id: smoke, what: Smoke, due: T-4h, attested: smoke';

describe('a checklist in a file', () => {
  it('is read, with what is not said of what it executes', () => {
    const { items } = read(withItems(UNIT, `${RUN}, run: { logs: { group: /a, filter: ERROR } }`));
    expect(items[0]).toEqual({
      ...{ id: 'unit', what: 'Tests pass', attested: 'unit' },
      due: { text: 'T-24h', offsetMs: -86_400_000 },
    });
    expect(items[1]?.run).toEqual({
      logs: { group: '/a', filter: 'ERROR', since: 14_400, most: 0 },
      ...{ within: 600, validFor: 172_800 },
    });
  });

  it.each<[string, string, string]>([
    ['no items', 'schema: 1\nitems: []\n', 'items: must have an item'],
    [
      'a time that is none',
      withItems(UNIT.replace('T-24h', 'yesterday')),
      'list.yaml:3:40: items.0.due: must be a time',
    ],
    ['a time with two units', withItems(UNIT.replace('T-24h', 'T-1h30m')), 'got "T-1h30m"'],
    ['nothing that shows it', withItems('id: a, what: A, due: T-0'), 'must have `attested`, `gate` or `link`'],
    [
      'both ways to show it',
      withItems(`${UNIT.replace('T-24h', 'T-0')}, gate: health`),
      'items.0.gate: excludes `attested`',
    ],
    [
      'a gate before the start',
      withItems('id: a, what: A, due: T-4h, gate: health'),
      'items.0.due: must be T-0 or later',
    ],
    [
      'an id twice',
      withItems(UNIT, UNIT.replace('attested: unit', 'attested: other')),
      'list.yaml:4:5: items.1: has an `id`',
    ],
    [
      'a kind twice',
      withItems(UNIT, UNIT.replace('id: unit', 'id: other')),
      'list.yaml:4:5: items.1: has what is `attested`',
    ],
    [
      'a link that is none',
      withItems('id: a, what: A, due: T-0, link: "javascript:alert(1)"'),
      'items.0.link: must be a URL',
    ],
    ['an unknown key', withItems(`${UNIT}, owner: ada`), 'items.0.owner: unknown key'],
    [
      'what is executed and attested as nothing',
      withItems('id: a, what: A, due: T-0, link: "https://a.example/", run: { command: [ls] }'),
      'items.0.run: needs `attested`',
    ],
    [
      'two things to execute',
      withItems(`${RUN}, run: { command: [ls], logs: { group: a, filter: b } }`),
      'items.0.run: must have one of',
    ],
    ['nothing to execute', withItems(`${RUN}, run: { within: 5m }`), 'items.0.run: must have one of'],
    ['a shell command', withItems(`${RUN}, run: { command: npm test }`), 'items.0.run.command: expected Array'],
    [
      'more time than there is',
      withItems(`${RUN}, run: { command: [ls], within: 2h }`),
      'items.0.run.within: must be a time such as 90s, 30m or 4h, of an hour at most',
    ],
  ])('is refused with %s, with its line', (_, text, says) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(says)]);
  });

  it('names every problem at once', () => {
    const text = withItems('id: A, what: "", due: soon, attested: Unit');
    expect(problemsOf(text).length).toBe(4);
  });

  it('is in the order of time, and of the file where that is the same', () => {
    const list = read(
      withItems(
        'id: after, what: A, due: T+15m, attested: after',
        'id: go, what: A, due: T-0, attested: go',
        UNIT,
        'id: link, what: A, due: T-24h, link: "https://a.example/"',
        'id: scan, what: A, due: T-24h, attested: scan',
      ),
    );
    expect(byTime(list).map(({ id }) => id)).toEqual(['unit', 'link', 'scan', 'go', 'after']);
    expect(kindsDueBy(list, 0)).toEqual(['unit', 'scan', 'go']);
    expect(kindsDueBy(list, -1)).toEqual(['unit', 'scan']);
  });

  it('to begin with is one, with all six times', () => {
    const times = [...new Set(byTime(read(STANDARD_CHECKLIST)).map(({ due }) => due.text))];
    expect(times).toEqual(['T-24h', 'T-4h', 'T-0', 'T+15m', 'T+1h', 'T+24h']);
  });
});

describe('a time from the start of a release', () => {
  it('is so many minutes, hours or days before or after it', () => {
    const units = { m: 60_000, h: 3_600_000, d: 86_400_000 };
    fc.assert(
      fc.property(
        fc.constantFrom('+', '-'),
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('m', 'h', 'd'),
        (sign, count, unit) => {
          const due = readDue(`T${sign}${count}${unit}`);
          expect(due?.offsetMs).toBe((sign === '+' ? 1 : -1) * count * units[unit]);
          expect(due && isAfterRelease(due)).toBe(sign === '+');
        },
      ),
    );
  });

  it.each(['T', 'T-00', 'T+0m', 'T-24', 'T-24H', 't-24h', 'T -24h', 'T-24h ', 'T-99999h', ''])('is not %p', (text) => {
    expect(readDue(text)).toBeUndefined();
  });
});
