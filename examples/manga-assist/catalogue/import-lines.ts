import { type Title } from '../service/catalogue/title';

/** DynamoDB JSON, as far as titles need it. */
type AttributeValue =
  { readonly S: string } | { readonly N: string } | { readonly L: readonly { readonly S: string }[] };

/**
 * The titles as DynamoDB takes them when it imports a table from S3: one item a line, in DynamoDB JSON (Amazon DynamoDB
 * Developer Guide, "DynamoDB import formats").
 */
export function importLines(titles: readonly Title[]): string {
  return titles.map((title) => `${JSON.stringify({ Item: itemOf(title) })}\n`).join('');
}

function itemOf(title: Title): Readonly<Record<string, AttributeValue>> {
  return Object.fromEntries(Object.entries(title).map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value: Title[keyof Title]): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  return { L: value.map((text) => ({ S: text })) };
}
