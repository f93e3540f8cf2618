import * as v from 'valibot';
import { attestationKindSchema } from '../attestation/attestation-kind';
import { dueSchema } from './due';
import { runSchema } from './item-run';

const words = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'));

const itemSchema = v.pipe(
  v.strictObject({
    /** Unique in the checklist. */
    id: words,
    /** For people: what holds once the item is done. */
    what: v.pipe(v.string(), v.trim(), v.nonEmpty('must say what holds'), v.maxLength(200)),
    due: dueSchema,
    /** Done once this kind was attested of what is released, and passed. */
    attested: v.optional(attestationKindSchema),
    /** Done once the gate of this name let the release pass. */
    gate: v.optional(words),
    /** What to look at. */
    link: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\/[^\s/]/, 'must be a URL, such as https://example.com/'))),
    /** What is executed by `sluice checklist --run`; what comes of it is attested as the item's kind. */
    run: v.optional(runSchema),
  }),
  v.check(
    ({ attested, gate, link }) => [attested, gate, link].some((one) => one !== undefined),
    'must have `attested`, `gate` or `link`: what shows that it is done, or what to look at',
  ),
  v.forward(
    v.check(
      ({ attested, gate }) => attested === undefined || gate === undefined,
      'excludes `attested`: say one of them',
    ),
    ['gate'],
  ),
  v.forward(
    v.check(
      ({ gate, due }) => gate === undefined || due.offsetMs >= 0,
      'must be T-0 or later: gates are asked as the release starts',
    ),
    ['due'],
  ),
  v.forward(
    v.check(
      ({ run, attested }) => run === undefined || attested !== undefined,
      'needs `attested`: what comes of it is attested as that kind',
    ),
    ['run'],
  ),
);

/** What has to be done around a release, by time. */
export const checklistSchema = v.strictObject({
  /** The version of this shape. */
  schema: v.literal(1),
  items: v.pipe(
    v.array(itemSchema),
    v.minLength(1, 'must have an item'),
    v.checkItems(
      ({ id }, index, items) => items.findIndex((one) => one.id === id) === index,
      'has an `id` that another item has too',
    ),
    v.checkItems(
      ({ attested }, index, items) =>
        attested === undefined || items.findIndex((one) => one.attested === attested) === index,
      'has what is `attested` for another item too, so one attestation would tick both: give each a kind of its own',
    ),
  ),
});

export type Checklist = v.InferOutput<typeof checklistSchema>;
export type ChecklistItem = Checklist['items'][number];

/** The items of a checklist by time, those of the same time as they are written. */
export function byTime({ items }: Checklist): readonly ChecklistItem[] {
  return [...items].sort((one, other) => one.due.offsetMs - other.due.offsetMs);
}

/** The kinds that have to be attested for the items due up to a time, in milliseconds from T. */
export function kindsDueBy(checklist: Checklist, offsetMs: number): readonly string[] {
  return byTime(checklist).flatMap(({ attested, due }) =>
    attested !== undefined && due.offsetMs <= offsetMs ? [attested] : [],
  );
}
