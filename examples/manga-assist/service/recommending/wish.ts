import * as v from 'valibot';

const id = v.pipe(v.string(), v.maxLength(100));
const volumes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

/** How many of the titles shown before are remembered. The context travels with every message, so it stays small. */
export const EXCEPT_AT_MOST = 30;

/** What a recommendation should be like. */
export const wishSchema = v.pipe(
  v.object({
    /** Genres, readers or authors; a title should have some of them. */
    traits: v.pipe(v.array(id), v.maxLength(20), v.readonly()),
    /** The title that the others should be like. */
    like: v.optional(id),
    minVolumes: v.optional(volumes),
    maxVolumes: v.optional(volumes),
    /** The ids of titles the shopper has been shown already. */
    except: v.pipe(v.array(id), v.maxLength(EXCEPT_AT_MOST), v.readonly()),
  }),
  v.readonly(),
);

export type Wish = v.InferOutput<typeof wishSchema>;
