import type { Answer } from './answer';
import type { Request } from './request';

/**
 * An answer without what DynamoDB leaves open, and without what only DynamoDB Local says otherwise. What is taken away
 * here is listed in dynamodb-differences.json as `evenedOut`.
 */
export function evenOut({ operation, input }: Request, answer: Answer): Answer {
  if (answer.kind === 'error') return { ...answer, members: plainMembers(answer.members) };
  const output = plainMembers(answer.output);
  delete output.ConsumedCapacity;
  if ((operation === 'Scan' || 'IndexName' in input) && Array.isArray(output.Items))
    output.Items = inOrder(output.Items);
  if (operation === 'BatchGetItem') {
    output.Responses = Object.fromEntries(
      Object.entries(output.Responses ?? {}).map(([table, items]) => [table, inOrder(items as unknown[])]),
    );
  }
  return { kind: 'output', output };
}

function plainMembers(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, plain(name, value)]),
  );
}

function plain(name: string, value: unknown): unknown {
  if (name === 'N' && typeof value === 'string') return plainNumber(value);
  if (name === 'Message' && typeof value === 'string') return value.replace(/\.$/, '');
  if (Array.isArray(value)) {
    if (name === 'NS') return value.map((number) => plainNumber(String(number))).sort();
    return name === 'SS' || name === 'BS' ? [...(value as string[])].sort() : value.map((inner) => plain('', inner));
  }
  return typeof value === 'object' && value !== null ? plainMembers(value as Record<string, unknown>) : value;
}

/** One spelling for every number: its digits without zeros around them, and where the point is. Loses no digit. */
export function plainNumber(text: string): string {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${part}`;
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return '0';
  const trailing = digits.length - digits.replace(/0+$/, '').length;
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - part.length + trailing}`;
}

function inOrder(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
