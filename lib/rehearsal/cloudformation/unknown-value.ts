/** Stands for what an intrinsic gives only once the stack operation is under way, such as the ARN of a new resource. */
export const UNKNOWN: unique symbol = Symbol('not known before the stack operation');

/** Whether a value is unknown, or holds something unknown at any depth. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}
