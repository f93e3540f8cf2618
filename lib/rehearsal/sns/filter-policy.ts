import type { MessageAttribute, PublishedMessage } from './published-message';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** SNS Developer Guide, "Amazon SNS subscription filter policies": what of a message a policy looks at. */
export function filterSubject({ message, attributes = {} }: PublishedMessage, scope: FilterPolicyScope): unknown {
  switch (scope) {
    case 'MessageAttributes':
      return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, valueOf(attribute)]));
    case 'MessageBody':
      return parse(message);
  }
}

/** Binary attributes cannot be filtered by. */
function valueOf({ DataType, StringValue = '' }: MessageAttribute): unknown {
  if (DataType === 'String.Array') return parse(StringValue);
  if (DataType.startsWith('Number')) return Number(StringValue);
  return DataType.startsWith('Binary') ? undefined : StringValue;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is not JSON fits no policy.
    return undefined;
  }
}
