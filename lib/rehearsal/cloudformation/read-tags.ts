import * as v from 'valibot';
import { type TemplateValue } from './template-value';

const TAGS = v.union([
  v.pipe(
    v.array(v.object({ Key: v.string(), Value: v.string() })),
    v.transform((tags) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))),
  ),
  v.record(v.string(), v.string()),
]);

/** Tags as templates write them, a list of keys and values or a map; none where it is neither. */
export function readTags(tags: TemplateValue | undefined): Readonly<Record<string, string>> {
  const parsed = v.safeParse(TAGS, tags);
  return parsed.success ? parsed.output : {};
}
