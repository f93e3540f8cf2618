import { createHandler } from './create-handler';

/** The first release: an order as it is kept. */
export const handler = createHandler((order) => order);
