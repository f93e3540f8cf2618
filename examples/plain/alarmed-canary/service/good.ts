import { createHandler } from './create-handler';
import { arrivalOf } from './parcel';

/** The carrier has become faster. */
export const handler = createHandler((parcel) => arrivalOf(parcel, 2));
