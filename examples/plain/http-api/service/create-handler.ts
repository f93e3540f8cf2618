import { answer, type HttpAnswer, type HttpEvent } from './http';
import { findOrder, keepOrder, type Order } from './orders';

/** The service by its routes, with the one thing that changes from release to release: how an order is shown. */
export function createHandler(show: (order: Order) => unknown): (event: HttpEvent) => Promise<HttpAnswer> {
  return async ({ routeKey, pathParameters, body }) => {
    const id = pathParameters?.id ?? '';
    switch (routeKey) {
      case 'GET /health':
        return answer(200, { status: 'ok' });
      case 'PUT /orders/{id}': {
        const { article, count } = JSON.parse(body ?? '{}') as Partial<Order>;
        if (article === undefined || count === undefined) return answer(400, { error: 'Send article and count.' });
        const order = { id, article, count };
        await keepOrder(order);
        return answer(201, show(order));
      }
      case 'GET /orders/{id}': {
        const order = await findOrder(id);
        return order ? answer(200, show(order)) : answer(404, { error: `There is no order ${id}.` });
      }
      default:
        return answer(404, { error: `There is no ${routeKey} here.` });
    }
  };
}
