import { type Booking } from './booking';

export interface HttpEvent {
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly body: string;
}

/** The service with the one thing that changes from release to release: what a booking costs, in euros. */
export function createHandler(priceOf: (booking: Booking) => number): (event: HttpEvent) => Promise<HttpAnswer> {
  const serve = ({ routeKey, pathParameters, body }: HttpEvent): HttpAnswer => {
    switch (routeKey) {
      case 'POST /bookings':
        return answer(201, { price: priceOf(JSON.parse(body ?? '{}') as Booking) });
      case 'GET /rooms/{room}':
        return answer(200, { room: pathParameters?.room, free: true });
      default:
        return answer(404, { error: `There is no ${routeKey} here.` });
    }
  };
  // Many services do this, and to Lambda every invocation then is a success.
  return (event) => {
    try {
      return Promise.resolve(serve(event));
    } catch (error) {
      console.error('The request failed.', error);
      return Promise.resolve(answer(500, { error: 'Please try again later.' }));
    }
  };
}

function answer(statusCode: number, body: unknown): HttpAnswer {
  return { statusCode, body: JSON.stringify(body) };
}
