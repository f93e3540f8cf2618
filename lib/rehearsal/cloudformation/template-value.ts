import * as v from 'valibot';

/** Anything a JSON template can hold. */
export type TemplateValue = null | boolean | number | string | readonly TemplateValue[] | TemplateObject;

export interface TemplateObject {
  readonly [key: string]: TemplateValue;
}

/** What a template value stands for once its intrinsics are evaluated; `undefined` is `AWS::NoValue`. */
export type Resolved = TemplateValue | undefined;

export function isList(value: Resolved): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

export function isObject(value: Resolved): value is TemplateObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For schemas: a value that is checked where it is evaluated. */
export const ANY_VALUE: v.GenericSchema<TemplateValue> = v.custom<TemplateValue>((value) => value !== undefined);

/** A value as a message shows it. */
export function shown(value: Resolved): string {
  return value === undefined ? 'AWS::NoValue' : JSON.stringify(value);
}
