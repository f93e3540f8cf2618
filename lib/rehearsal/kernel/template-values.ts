import * as v from 'valibot';

/** A number of a template, which may be written as text. */
export const templateNumber = v.pipe(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]), v.finite());

/** A truth value of a template, which may be written as text. */
export const templateBoolean = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

/** A list of strings. */
export const strings = v.array(v.string());

/** Tags, which nothing emulated looks at. */
export const tags = v.optional(v.unknown());
