import { type Parcel } from './parcel';

export interface Arrival {
  readonly parcel: string;
  readonly arrives: string;
}

/** The service with the one thing that changes from release to release: when a parcel arrives. What is wrong is thrown. */
export function createHandler(arrives: (parcel: Parcel) => string): (parcel: Parcel) => Promise<Arrival> {
  return (parcel) => Promise.resolve().then(() => ({ parcel: parcel.parcel, arrives: arrives(parcel) }));
}
