import type { Suite } from './suite';

type ParsedSuite = NonNullable<ReturnType<Suite['_bindToGate']>['parsed']>;

/** What is shipped of a gate that holds a suite; without the suite where that cannot be read. */
export function withSuite<T extends object>(settings: T, suite: Suite | undefined): T | (T & { suite: ParsedSuite }) {
  const parsed = suite?._bindToGate().parsed;
  return parsed ? { ...settings, suite: parsed } : settings;
}
