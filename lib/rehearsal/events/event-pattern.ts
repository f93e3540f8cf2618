import { affix } from './pattern/affix';
import { anythingBut } from './pattern/anything-but';
import { cidr } from './pattern/cidr';
import { equalsIgnoreCase } from './pattern/equals-ignore-case';
import { invalidPattern } from './pattern/event-pattern-error';
import type { LeafTest } from './pattern/leaf-test';
import { numeric } from './pattern/numeric';
import { wildcard } from './pattern/wildcard';

/** Whether an event, or a part of one, fits a pattern. */
export type EventTest = (event: unknown) => boolean;

const RULES: Readonly<Record<string, (wanted: unknown) => LeafTest>> = {
  'anything-but': anythingBut,
  cidr,
  'equals-ignore-case': equalsIgnoreCase,
  exists,
  numeric,
  prefix: (wanted) => affix('prefix', wanted),
  suffix: (wanted) => affix('suffix', wanted),
  wildcard,
};

/**
 * Reads an event pattern: EventBridge User Guide, "Creating Amazon EventBridge event patterns" and "Comparison operators".
 * Refuses, with EventBridge's own error, a pattern that it would refuse.
 */
export function compilePattern(pattern: unknown): EventTest {
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  const tests = Object.entries(pattern).map(([name, wanted]) => {
    if (name === '$or' && isAlternatives(wanted)) return anyOf(wanted.map(compilePattern));
    // A name with dots is a way of several names: in a pattern as in an event both are the same.
    return Array.isArray(wanted)
      ? within(name.split('.'), anyLeaf(wanted), valueOf)
      : within(name.split('.'), branch(name, wanted), branchOf);
  });
  if (tests.length === 0) throw invalidPattern('Empty objects are not allowed');
  return (event) => tests.every((test) => test(event));
}

/** A list of objects: its elements are tried as wholes, so that all names must fit within the same one. */
function branch(name: string, wanted: unknown): EventTest {
  if (!isObject(wanted)) throw invalidPattern(`"${name}" must be an object or an array`);
  return eachOf(compilePattern(wanted));
}

function eachOf(test: EventTest): EventTest {
  const each: EventTest = (value) => (Array.isArray(value) && value.length > 0 ? value.some(each) : test(value));
  return each;
}

function anyLeaf(wanted: readonly unknown[]): EventTest {
  if (wanted.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const tests = wanted.map(leafTest);
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => (leaves.length === 0 ? test(undefined) : leaves.some(test)));
  };
}

function leafTest(wanted: unknown): LeafTest {
  if (!isObject(wanted)) {
    if (Array.isArray(wanted)) throw invalidPattern('Match value must be String, number, true, false, or null');
    return (leaf) => leaf === wanted;
  }
  const [entry, ...more] = Object.entries(wanted);
  if (!entry || more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const rule = Object.hasOwn(RULES, entry[0]) ? RULES[entry[0]] : undefined;
  if (!rule) throw invalidPattern(`Unrecognized match type ${entry[0]}`);
  return rule(entry[1]);
}

/** Of a value in the event's tree, and not of a branch: that one has no value of its own. */
function exists(wanted: unknown): LeafTest {
  if (typeof wanted !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.');
  return (leaf) => (leaf !== undefined) === wanted;
}

/** A test of what stands at the end of a way of names. */
function within([name = '', ...rest]: readonly string[], test: EventTest, last: typeof valueOf): EventTest {
  if (rest.length === 0) return (event) => test(last(event, name));
  const inside = eachOf(within(rest, test, last));
  return (event) => inside(branchOf(event, name));
}

function valueOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

/** What an event holds under a name, also by names with dots that begin with it. */
function branchOf(event: unknown, name: string): unknown {
  const value = valueOf(event, name);
  if (!isObject(event)) return value;
  const dotted = Object.entries(event)
    .filter(([key]) => key.startsWith(`${name}.`))
    .map(([key, inside]) => [key.slice(name.length + 1), inside] as const);
  if (dotted.length === 0) return value;
  return { ...(isObject(value) ? value : {}), ...Object.fromEntries(dotted) };
}

function anyOf(tests: readonly EventTest[]): EventTest {
  return (event) => tests.some((test) => test(event));
}

/** `$or` is a name like any other unless it holds several patterns. */
function isAlternatives(wanted: unknown): wanted is readonly unknown[] {
  return Array.isArray(wanted) && wanted.length > 1 && wanted.every(isObject);
}

function leavesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isObject(value) ? [] : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
