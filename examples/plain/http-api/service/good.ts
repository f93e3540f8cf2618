import { createHandler } from './create-handler';

/** Says in words what was ordered. */
export const handler = createHandler((order) => ({ ...order, summary: `${order.count} × ${order.article}` }));
