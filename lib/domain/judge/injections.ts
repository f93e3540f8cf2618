import * as v from 'valibot';
import texts from './injections.json';

/** The ways in which an answer may try to talk its judge round. */
export const INJECTION_KINDS = [
  'instruction',
  'authority',
  'evidence',
  'certainty',
  'feeling',
  'flattery',
  'fake-tool-call',
  'fake-verdict',
  'delimiter-escape',
  'markup',
  'continuation',
  'other-task',
  'role-play',
  'other-language',
  'encoding',
  'invisible',
  'length',
] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

/** A text that asks the judge for a better score than the answer it is appended to deserves. */
export interface Injection {
  /** Different from all others; for messages. */
  readonly name: string;
  readonly kind: InjectionKind;
  readonly text: string;
}

const injectionsSchema = v.array(
  v.strictObject({
    name: v.string(),
    kind: v.picklist(INJECTION_KINDS),
    text: v.string(),
    /** How often the text is repeated, for those that work by their length. */
    times: v.optional(v.number(), 1),
  }),
);

export const INJECTIONS: readonly Injection[] = v
  .parse(injectionsSchema, texts)
  .map(({ name, kind, text, times }) => ({ name, kind, text: text.repeat(times) }));
