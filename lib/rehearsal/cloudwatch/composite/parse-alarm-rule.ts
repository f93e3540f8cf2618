import { type AlarmState } from '../alarms/evaluate-alarm';
import { validationError } from '../validation-error';
import { type AlarmRule, type AtLeast } from './alarm-rule';
import { type RuleToken, tokenizeRule } from './tokenize-rule';

const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const;
const MOST_ELEMENTS = 500;

/** Parses the rule of a composite alarm (CloudWatch API Reference, PutCompositeAlarm, AlarmRule). */
export function parseAlarmRule(text: string): AlarmRule {
  return new Parser(text).parse();
}

/** `NOT` binds tighter than `AND`, and `AND` tighter than `OR`. */
class Parser {
  private readonly tokens: readonly RuleToken[];
  private position = 0;
  /** Alarms, constants and pairs of parentheses that group. */
  private elements = 0;

  constructor(text: string) {
    this.tokens = tokenizeRule(text);
  }

  parse(): AlarmRule {
    const rule = this.or();
    if (this.next.kind !== 'end') throw this.unexpected('AND, OR or the end');
    if (this.elements > MOST_ELEMENTS) {
      throw validationError(`An AlarmRule has at most ${MOST_ELEMENTS} elements, got: ${this.elements}`);
    }
    return rule;
  }

  private get next(): RuleToken {
    return this.tokens[this.position] ?? { kind: 'end', text: 'the end', at: 0 };
  }

  private or(): AlarmRule {
    let left = this.and();
    while (this.take('OR')) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  private and(): AlarmRule {
    let left = this.not();
    while (this.take('AND')) left = { kind: 'and', left, right: this.not() };
    return left;
  }

  private not(): AlarmRule {
    return this.take('NOT') ? { kind: 'not', rule: this.not() } : this.operand();
  }

  private operand(): AlarmRule {
    if (this.take('(')) {
      this.elements += 1;
      const inner = this.or();
      this.expect(')');
      return inner;
    }
    if (this.take('AT_LEAST')) return this.atLeast();
    for (const constant of ['TRUE', 'FALSE'] as const) {
      if (!this.take(constant)) continue;
      this.elements += 1;
      return { kind: 'constant', value: constant === 'TRUE' };
    }
    const state = this.state('ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or "("');
    this.expect('(');
    const alarm = this.alarm();
    this.expect(')');
    return { kind: 'state', state, alarm };
  }

  /** `AT_LEAST(2, ALARM, (a, b, c))`, or with a share such as `50%`, or with `NOT ALARM`. */
  private atLeast(): AtLeast {
    this.expect('(');
    const threshold = this.threshold();
    this.expect(',');
    const negated = this.take('NOT');
    const state = this.state('ALARM, OK or INSUFFICIENT_DATA');
    this.expect(',');
    this.expect('(');
    const alarms = [this.alarm()];
    while (this.take(',')) alarms.push(this.alarm());
    this.expect(')');
    this.expect(')');
    const most = threshold.unit === 'percent' ? 100 : alarms.length;
    if (threshold.value < 1 || threshold.value > most) {
      const unit = threshold.unit === 'percent' ? '%' : '';
      throw validationError(
        `The threshold of AT_LEAST must be from 1${unit} to ${most}${unit}, got: ${threshold.value}${unit}`,
      );
    }
    return { kind: 'atLeast', threshold, state, negated, alarms };
  }

  private threshold(): AtLeast['threshold'] {
    const [, value, percent] = /^(\d+)(%?)$/.exec(this.next.text) ?? [];
    if (value === undefined) throw this.unexpected('a whole number such as 2 or 50%');
    this.position += 1;
    return { unit: percent ? 'percent' : 'count', value: Number(value) };
  }

  private state(wanted: string): AlarmState {
    const state = STATES.find((known) => this.take(known));
    if (!state) throw this.unexpected(wanted);
    return state;
  }

  private alarm(): string {
    const { kind, text } = this.next;
    if ((kind !== 'name' && kind !== 'quoted') || text === '') throw this.unexpected('the name or ARN of an alarm');
    this.position += 1;
    this.elements += 1;
    return text;
  }

  private take(text: string): boolean {
    if (this.next.text !== text || this.next.kind === 'quoted') return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`"${text}"`);
  }

  private unexpected(wanted: string): Error {
    const { kind, text, at } = this.next;
    const found = kind === 'end' ? 'the end' : `"${text}" at character ${at + 1}`;
    return validationError(`Invalid AlarmRule: expected ${wanted}, found ${found}`);
  }
}
