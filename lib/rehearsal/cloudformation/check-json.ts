import { NotEmulated } from '../kernel/not-emulated';
import { TemplateError } from './template-error';

/** CloudFormation User Guide, "Understand CloudFormation quotas": the size of a template in a bucket. */
const LARGEST_TEMPLATE_BYTES = 1_000_000;
/** More than any template needs, and less than walking it can take. */
const DEEPEST = 100;
/** Names that every JavaScript object has, so that a value of such a name would be lost without a word. */
const LOST_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What has been met on the way to a value, and how large all of it is so far. */
interface Walk {
  readonly where: string;
  /** The objects that the value is in. */
  readonly around: Set<object>;
  sizeBytes: number;
}

/** Refuses what no JSON file holds or what is larger than CloudFormation takes, so that every walk of a template ends. */
export function checkJson(template: unknown, where: string): void {
  visit(template, '', { where, around: new Set(), sizeBytes: 0 });
}

function visit(value: unknown, path: string, walk: Walk): void {
  walk.sizeBytes += typeof value === 'string' ? value.length + 2 : 1;
  if (walk.sizeBytes > LARGEST_TEMPLATE_BYTES) {
    throw new TemplateError(`Template may not exceed ${LARGEST_TEMPLATE_BYTES} bytes in size.`, walk.where);
  }
  if (isPlain(value)) return;
  if (typeof value !== 'object' || value === null) throw refused(path, `${typeof value} is not JSON`, walk);
  if (walk.around.has(value)) throw refused(path, 'an object holds itself', walk);
  if (!Array.isArray(value) && !isRecord(value)) throw refused(path, 'an object of a class is not JSON', walk);
  if (walk.around.size >= DEEPEST) throw new NotEmulated(`A template more than ${DEEPEST} levels deep`, walk.where);
  walk.around.add(value);
  for (const [key, item] of Object.entries(value)) {
    const place = `${path}/${key}`;
    if (LOST_NAMES.has(key)) throw new NotEmulated(`The name ${key} in a template, at ${place}`, walk.where);
    walk.sizeBytes += key.length;
    visit(item, place, walk);
  }
  walk.around.delete(value);
}

/** An undefined member is left out where an object is written as JSON. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean';
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refused(path: string, why: string, { where }: Walk): TemplateError {
  return new TemplateError(`Template format error: [${path === '' ? '/' : path}] ${why}.`, where);
}
