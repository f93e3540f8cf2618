/** How many binary digits of a value are kept behind its first one, which is always 1. */
const DIGITS = 8;

/** The most that a rounded value is off, as a share of it. Whole numbers up to 512 are not off at all. */
export const MOST_OFF = 2 ** -(DIGITS + 1);

const DROPPED = 20 - DIGITS;
const HALF = 2 ** (DROPPED - 1);
const scratch = new DataView(new ArrayBuffer(8));

/**
 * A number for all the values that round to the same one, in the order of these values: the upper bits of the value, as
 * IEEE 754 writes it. Values are rounded in steps that grow with them, so that a percentile is as close whatever its unit.
 */
export function roundedKey(value: number): number {
  scratch.setFloat64(0, Math.abs(value));
  const key = (scratch.getUint32(0) + HALF) >>> DROPPED;
  return value < 0 ? -key : key;
}

/** The value that all of a key round to. */
export function valueOfKey(key: number): number {
  scratch.setUint32(0, Math.abs(key) << DROPPED);
  scratch.setUint32(4, 0);
  const value = scratch.getFloat64(0);
  return key < 0 ? -value : value;
}
