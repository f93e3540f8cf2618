import { createHandler } from './create-handler';
import { arrivalOf, type Parcel } from './parcel';

/** Takes expresses, and forgets that most parcels are none. */
export const handler = createHandler((parcel) => {
  const { express } = parcel as Parcel & { readonly express: { readonly days: number } };
  return arrivalOf(parcel, express.days);
});
