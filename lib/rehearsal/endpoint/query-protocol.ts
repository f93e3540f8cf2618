import { ApiError } from '../kernel/api-error';
import type { ServiceApi, WireService } from '../kernel/wire';

/**
 * Speaks AWS's query protocol for a service: a form with flat names (`MessageAttributes.entry.1.Name`) goes in, XML
 * comes out. Nested names are left flat; the operations served by it need no more.
 */
export function queryProtocol(api: ServiceApi): WireService {
  const headers = { 'content-type': 'text/xml' };
  return async (request, caller) => {
    const { Action: operation = '', ...input } = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
    try {
      const result = xml(await api(operation, input, caller));
      const id = '<ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata>';
      const body = `<${operation}Response><${operation}Result>${result}</${operation}Result>${id}</${operation}Response>`;
      return { status: 200, headers, body };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const detail = xml({ Type: 'Sender', Code: error.code, Message: error.message });
      return { status: error.statusCode, headers, body: `<ErrorResponse><Error>${detail}</Error></ErrorResponse>` };
    }
  };
}

function xml(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
