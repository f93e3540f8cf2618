import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A series the shop sells. Every one of them is complete, so its facts stay true. */
export const titleSchema = v.pipe(
  v.object({
    /** The title in lower-case words joined by hyphens. */
    id: text,
    title: text,
    /** Further names a shopper may use. */
    otherTitles: v.pipe(v.array(text), v.readonly()),
    authors: v.pipe(v.array(text), v.minLength(1), v.readonly()),
    /** How many books the series has in Japan. */
    volumes: count,
    /** The year in which a magazine first ran it. */
    firstYear: count,
    genres: v.pipe(v.array(text), v.minLength(1), v.readonly()),
    /** The readers its magazine was for: shonen, shojo, seinen or josei. */
    demographic: text,
    /** The price of one volume, in US cents. */
    priceCents: count,
    description: text,
  }),
  v.readonly(),
);

export type Title = v.InferOutput<typeof titleSchema>;
