import { ApiError } from '../kernel/api-error';
import type { ServiceApi, WireService } from '../kernel/wire';

/** Speaks AWS JSON for a service: the operation is in `X-Amz-Target`, input and output are JSON. */
export function jsonProtocol(api: ServiceApi, version: '1.0' | '1.1'): WireService {
  const contentType = { 'content-type': `application/x-amz-json-${version}` };
  return async (request, caller) => {
    const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    const input = (request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'))) as Record<
      string,
      unknown
    >;
    try {
      return { status: 200, headers: contentType, body: JSON.stringify(await api(operation, input, caller)) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return {
        status: error.statusCode,
        headers: { ...contentType, 'x-amzn-errortype': error.code },
        body: JSON.stringify({ __type: error.code, message: error.message }),
      };
    }
  };
}
