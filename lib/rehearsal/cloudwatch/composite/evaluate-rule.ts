import { type AlarmState } from '../alarms/evaluate-alarm';
import { type AlarmRule, type AtLeast } from './alarm-rule';

/**
 * Whether a rule is met.
 *
 * @param stateOf the state of an alarm that the rule names; `undefined` where there is none
 */
export function evaluateRule(rule: AlarmRule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'constant':
      return rule.value;
    case 'not':
      return !evaluateRule(rule.rule, stateOf);
    case 'and':
      return evaluateRule(rule.left, stateOf) && evaluateRule(rule.right, stateOf);
    case 'or':
      return evaluateRule(rule.left, stateOf) || evaluateRule(rule.right, stateOf);
    case 'atLeast':
      return hasEnough(rule, stateOf);
  }
}

function hasEnough(
  { alarms, negated, state, threshold }: AtLeast,
  stateOf: (alarm: string) => AlarmState | undefined,
): boolean {
  const found = alarms.filter((alarm) => (stateOf(alarm) === state) !== negated).length;
  return threshold.unit === 'count' ? found >= threshold.value : found * 100 >= threshold.value * alarms.length;
}

/** The alarms a rule names, in its own words and each as often as it does. */
export function alarmsOfRule(rule: AlarmRule): readonly string[] {
  switch (rule.kind) {
    case 'state':
      return [rule.alarm];
    case 'constant':
      return [];
    case 'not':
      return alarmsOfRule(rule.rule);
    case 'and':
    case 'or':
      return [...alarmsOfRule(rule.left), ...alarmsOfRule(rule.right)];
    case 'atLeast':
      return rule.alarms;
  }
}
