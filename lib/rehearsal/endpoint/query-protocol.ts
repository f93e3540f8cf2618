import type { WireProtocol } from '../kernel/wire';

const headers = { 'content-type': 'text/xml' };

/**
 * AWS's query protocol: a form with flat names (`MessageAttributes.entry.1.Name`) goes in, XML comes out. Nested names
 * are left flat; the operations served by it need no more.
 */
export const queryProtocol: WireProtocol = {
  read: ({ body }) => {
    const { Action: operation = '', ...input } = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    return { operation, input };
  },
  answer: (output, operation) => {
    const result = xml(output);
    const id = '<ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata>';
    const body = `<${operation}Response><${operation}Result>${result}</${operation}Result>${id}</${operation}Response>`;
    return { status: 200, headers, body };
  },
  refuse: ({ code, message, statusCode }) => {
    const detail = xml({ Type: 'Sender', Code: code, Message: message });
    return { status: statusCode, headers, body: `<ErrorResponse><Error>${detail}</Error></ErrorResponse>` };
  },
};

function xml(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[<>&]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
