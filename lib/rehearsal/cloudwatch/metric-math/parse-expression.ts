import { NotEmulated } from '../../kernel/not-emulated';
import { validationError } from '../validation-error';
import { AGGREGATES, type BinaryOperator, type Expression, MAP_FUNCTIONS } from './expression';
import { type Token, tokenize } from './tokenize';

/** From the loosest binding to the tightest. `^` and the minus sign come after these. */
const LEVELS: readonly ReadonlyMap<string, BinaryOperator>[] = [
  new Map([...operators('OR'), ['||', 'OR']]),
  new Map([...operators('AND'), ['&&', 'AND']]),
  new Map(operators('<', '<=', '>', '>=', '==', '!=')),
  new Map(operators('+', '-')),
  new Map(operators('*', '/')),
];

function operators(...signs: readonly BinaryOperator[]): readonly [string, BinaryOperator][] {
  return signs.map((sign) => [sign, sign]);
}

/** Whose expression it is: the functions that AWS itself refuses are not the same everywhere. */
export type ExpressionUser = 'alarm' | 'GetMetricData';

/**
 * Parses metric math (CloudWatch User Guide, "Using metric math").
 *
 * @param where where the expression stands, for messages
 */
export function parseExpression(text: string, where: string, user: ExpressionUser = 'alarm'): Expression {
  return new Parser(text, where, user).parse();
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly where: string,
    private readonly user: ExpressionUser,
  ) {
    this.tokens = tokenize(text);
  }

  parse(): Expression {
    const expression = this.binary(0);
    if (this.next.kind !== 'end') throw this.unexpected('an operator or the end');
    return expression;
  }

  private get next(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: 'the end', at: this.text.length };
  }

  private binary(level: number): Expression {
    const signs = LEVELS[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = signs.get(this.next.text);
      if (!operator) return left;
      this.position += 1;
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.take('-')) return { kind: 'negation', operand: this.unary() };
    const left = this.operand();
    return this.take('^') ? { kind: 'binary', operator: '^', left, right: this.unary() } : left;
  }

  private operand(): Expression {
    const { kind, text } = this.next;
    if (this.take('(')) {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    if (this.take('[')) return this.array();
    if (kind === 'string') throw this.notEmulated('A string');
    if (kind !== 'number' && kind !== 'name') throw this.unexpected('a number, an id or a function');
    this.position += 1;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    // Functions are written in capitals, and ids start with a small letter: AWS tells them apart the same way.
    return /^[a-z]/.test(text) ? { kind: 'reference', id: text } : this.call(text);
  }

  private call(name: string): Expression {
    if (name === 'SEARCH' && this.user === 'alarm') {
      throw validationError('SEARCH is not supported on Metric Alarms.');
    }
    const argument = this.argumentOf(name);
    if (!argument) throw this.notEmulated(`Function ${name}`);
    this.expect('(');
    const expression = argument();
    this.expect(')');
    return expression;
  }

  private argumentOf(name: string): (() => Expression) | undefined {
    const aggregate = AGGREGATES.find((known) => known === name);
    if (aggregate) return () => this.aggregate(aggregate);
    const map = MAP_FUNCTIONS.find((known) => known === name);
    if (map) return () => ({ kind: 'map', function: map, operand: this.binary(0) });
    switch (name) {
      case 'IF':
        return () => this.if();
      case 'FILL':
        return () => this.fill();
      case 'PERIOD':
        return () => this.period();
      case 'METRICS':
        return () => this.metrics();
      default:
        return undefined;
    }
  }

  private if(): Expression {
    const condition = this.binary(0);
    this.expect(',');
    const whenTrue = this.binary(0);
    return { kind: 'if', condition, whenTrue, whenFalse: this.take(',') ? this.binary(0) : undefined };
  }

  private fill(): Expression {
    const series = this.binary(0);
    this.expect(',');
    if (this.take('LINEAR')) return { kind: 'fill', series, filler: 'LINEAR' };
    return { kind: 'fill', series, filler: this.take('REPEAT') ? 'REPEAT' : this.binary(0) };
  }

  private period(): Expression {
    const { kind, text } = this.next;
    if (kind !== 'name' || !/^[a-z]/.test(text)) throw this.unexpected('the id of a metric');
    this.position += 1;
    return { kind: 'period', id: text };
  }

  private metrics(): Expression {
    const { kind, text } = this.next;
    if (kind !== 'string') return { kind: 'metrics', idContains: '' };
    this.position += 1;
    return { kind: 'metrics', idContains: text.slice(1, -1) };
  }

  private array(): Expression {
    const items = [this.binary(0)];
    while (this.take(',')) items.push(this.binary(0));
    this.expect(']');
    return { kind: 'array', items };
  }

  private aggregate(name: (typeof AGGREGATES)[number]): Expression {
    const operand = this.binary(0);
    // Of one series these make a single number, from however many datapoints the alarm happens to fetch.
    if (!isArray(operand)) throw this.notEmulated(`Function ${name} of anything but an array such as [m1, m2]`);
    return { kind: 'aggregate', function: name, operand };
  }

  private take(text: string): boolean {
    if (this.next.text !== text) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`"${text}"`);
  }

  private unexpected(wanted: string): Error {
    const { kind, text, at } = this.next;
    const found = kind === 'end' ? 'the end' : `"${text}" at character ${at + 1}`;
    return validationError(`Invalid metric math "${this.text}": expected ${wanted}, found ${found}`);
  }

  private notEmulated(what: string): NotEmulated {
    return new NotEmulated(`${what} in the metric math "${this.text}"`, this.where);
  }
}

/** Whether an expression comes to an array by its own words. An id that stands for one is not followed, and stops by name. */
function isArray(expression: Expression): boolean {
  switch (expression.kind) {
    case 'array':
    case 'metrics':
      return true;
    case 'binary':
      return isArray(expression.left) || isArray(expression.right);
    case 'negation':
    case 'map':
      return isArray(expression.operand);
    case 'fill':
      return isArray(expression.series);
    case 'number':
    case 'reference':
    case 'if':
    case 'period':
    case 'aggregate':
      return false;
  }
}
