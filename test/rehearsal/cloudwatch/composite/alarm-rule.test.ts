import { type AlarmState } from '../../../../lib/rehearsal/cloudwatch/alarms/evaluate-alarm';
import { alarmsOfRule, evaluateRule } from '../../../../lib/rehearsal/cloudwatch/composite/evaluate-rule';
import { parseAlarmRule } from '../../../../lib/rehearsal/cloudwatch/composite/parse-alarm-rule';
import errors from '../../../cases/cloudwatch/composite-rule-errors.json';
import table from '../../../cases/cloudwatch/composite-rules.json';

const states = table.states as Readonly<Record<string, AlarmState>>;
const stateOf = (alarm: string) => states[alarm.split(':').at(-1) ?? ''];

describe('the rule of a composite alarm', () => {
  it.each(table.cases)('understands $name: $rule', ({ rule, expected }) => {
    expect(evaluateRule(parseAlarmRule(rule), stateOf)).toBe(expected);
  });

  it.each(errors)('refuses $name', ({ rule, message }) => {
    expect(() => parseAlarmRule(rule)).toThrow(message);
  });

  it('names its alarms, in AT_LEAST too', () => {
    const rule = parseAlarmRule('NOT (ALARM(a) AND TRUE) OR AT_LEAST(1, OK, (b, "c d"))');
    expect(alarmsOfRule(rule)).toEqual(['a', 'b', 'c d']);
  });

  it('has at most 500 elements, where a pair of parentheses is one', () => {
    const rule = (alarms: number) => `(${Array.from({ length: alarms }, () => 'ALARM(a)').join(' OR ')})`;
    expect(() => parseAlarmRule(rule(499))).not.toThrow();
    expect(() => parseAlarmRule(rule(500))).toThrow('at most 500 elements, got: 501');
  });
});
