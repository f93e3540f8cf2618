import { negated, positive, type Compare, type ConditionOperators } from './condition-operator';
import { refuseValue } from './refuse-value';

/** The profile of ISO 8601 that W3C describes in "Date and Time Formats". */
const ISO_8601 = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

const EPOCH_SECONDS = /^\d{5,}$/;

/** Milliseconds since the epoch, or undefined where the text is no date. */
function readDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  const time = ISO_8601.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function compareDates(test: (actual: number, expected: number) => boolean): Compare {
  return (actual, expected, { where }) => {
    const [actualTime, expectedTime] = [readDate(actual), readDate(expected)];
    if (expectedTime === undefined) return refuseValue(expected, 'date such as 2026-11-21T00:00:00Z', where);
    return actualTime !== undefined && test(actualTime, expectedTime);
  };
}

const equals = compareDates((actual, expected) => actual === expected);

export const DATE_OPERATORS: ConditionOperators = {
  DateEquals: positive(equals),
  DateNotEquals: negated(equals),
  DateLessThan: positive(compareDates((actual, expected) => actual < expected)),
  DateLessThanEquals: positive(compareDates((actual, expected) => actual <= expected)),
  DateGreaterThan: positive(compareDates((actual, expected) => actual > expected)),
  DateGreaterThanEquals: positive(compareDates((actual, expected) => actual >= expected)),
};
