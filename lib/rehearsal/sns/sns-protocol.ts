import type { WireProtocol } from '../kernel/wire';
import { nestNames } from '../kernel/flat-names';

/**
 * SNS speaks AWS's query protocol, with lists and maps in both directions.
 *
 * @param query the query protocol, which leaves names flat and knows no lists
 */
export function snsProtocol(query: WireProtocol): WireProtocol {
  return {
    ...query,
    read: (request, caller) => {
      const { operation, input } = query.read(request, caller);
      return { operation, input: nestNames(input) };
    },
    answer: (output, operation) => {
      const result = `<${operation}Result>${xml(output)}</${operation}Result>`;
      const metadata = '<ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata>';
      const body = `<${operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${operation}Response>`;
      return { status: 200, headers: { 'content-type': 'text/xml' }, body };
    },
  };
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((element) => `<member>${xml(element)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
