import { nestNames } from '../../kernel/flat-names';
import { type WireProtocol } from '../../kernel/wire';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/**
 * CloudFormation speaks AWS's query protocol, with lists in both directions.
 *
 * @param query the query protocol, which leaves names flat and knows no lists
 */
export function cloudFormationProtocol(query: WireProtocol): WireProtocol {
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

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((element) => `<member>${xml(element)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
