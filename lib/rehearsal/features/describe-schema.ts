import type * as v from 'valibot';

/** A member that is taken: its name, the values it may have where they are few, and the members it has itself. */
export interface DescribedMember {
  readonly name: string;
  readonly values?: readonly string[];
  readonly members?: readonly DescribedMember[];
}

/**
 * Names the members of a Valibot schema, at any depth.
 *
 * @internal
 */
export function describeMembers(schema: v.GenericSchema): readonly DescribedMember[] {
  return membersOf([schema]);
}

/** The members of alternatives, each named once. */
function membersOf(alternatives: readonly v.GenericSchema[]): readonly DescribedMember[] {
  const byName = new Map<string, v.GenericSchema[]>();
  for (const [name, member] of alternatives.flatMap(entriesOf)) byName.set(name, [...(byName.get(name) ?? []), member]);
  return [...byName].map(([name, schemas]) => {
    const values = valuesOfAll(schemas);
    const members = membersOf(schemas);
    return { name, ...(values.length > 0 && { values }), ...(members.length > 0 && { members }) };
  });
}

function entriesOf(schema: v.GenericSchema): readonly (readonly [string, v.GenericSchema])[] {
  if ('entries' in schema) return Object.entries(schema.entries as Readonly<Record<string, v.GenericSchema>>);
  return insideOf(schema).flatMap(entriesOf);
}

/** The texts that a value may be. Truth and falsehood go without saying. */
function valuesOf(schema: v.GenericSchema): readonly string[] {
  if ('literal' in schema) return [String(schema.literal)];
  if (schema.type === 'picklist' && 'options' in schema) return (schema.options as readonly unknown[]).map(String);
  return valuesOfAll(insideOf(schema));
}

/** None where one of the alternatives may be more than a few texts. */
function valuesOfAll(alternatives: readonly v.GenericSchema[]): readonly string[] {
  const each = alternatives.map(valuesOf);
  const values = each.some((one) => one.length === 0) ? [] : [...new Set(each.flat())];
  return values.every((value) => value === 'true' || value === 'false') ? [] : values;
}

/** The members by which Valibot's schemas hold the schema of the same value, or of each of its items. */
const INNER = ['wrapped', 'item'] as const;

/** The schemas that stand for the same value: what a wrapper wraps, an array holds, a pipe begins with, a union offers. */
function insideOf(schema: v.GenericSchema): readonly v.GenericSchema[] {
  if ('pipe' in schema) return (schema.pipe as readonly v.GenericSchema[]).slice(0, 1);
  const inner = INNER.flatMap((name) => (name in schema ? [Reflect.get(schema, name) as v.GenericSchema] : []));
  const options =
    (schema.type === 'union' || schema.type === 'variant') && 'options' in schema
      ? (schema.options as readonly v.GenericSchema[])
      : [];
  return [...inner, ...options];
}
