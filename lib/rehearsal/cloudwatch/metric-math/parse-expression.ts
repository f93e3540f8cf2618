import { NotEmulated } from '../../kernel/not-emulated';
import { validationError } from '../validation-error';
import { type Aggregate, type BinaryOperator, type Expression } from './expression';
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

const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map(
  (['MAX', 'MIN', 'SUM', 'AVG'] as const).map((name) => [name, name]),
);

/**
 * Parses metric math (CloudWatch User Guide, "Using metric math").
 *
 * @param where where the expression stands, for messages
 */
export function parseExpression(text: string, where: string): Expression {
  return new Parser(text, where).parse();
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly where: string,
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
    if (text === '[') throw this.notEmulated('An array outside MAX, MIN, SUM or AVG');
    if (kind === 'string') throw this.notEmulated('A string');
    if (kind !== 'number' && kind !== 'name') throw this.unexpected('a number, an id or a function');
    this.position += 1;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    // Functions are written in capitals, and ids start with a small letter: AWS tells them apart the same way.
    return /^[a-z]/.test(text) ? { kind: 'reference', id: text } : this.call(text);
  }

  private call(name: string): Expression {
    if (name === 'SEARCH') throw validationError('SEARCH is not supported on Metric Alarms.');
    const aggregate = AGGREGATES.get(name);
    if (!aggregate && name !== 'IF' && name !== 'FILL') throw this.notEmulated(`Function ${name}`);
    this.expect('(');
    const expression = aggregate ? this.aggregate(aggregate) : name === 'IF' ? this.if() : this.fill();
    this.expect(')');
    return expression;
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
    if (this.next.text === 'LINEAR') throw this.notEmulated('FILL with LINEAR');
    return { kind: 'fill', series, filler: this.take('REPEAT') ? 'REPEAT' : this.binary(0) };
  }

  private aggregate(name: Aggregate): Expression {
    // Of one series these make a single number, from however many datapoints the alarm happens to fetch.
    if (!this.take('[')) throw this.notEmulated(`Function ${name} of anything but a list such as [m1, m2]`);
    const items = [this.binary(0)];
    while (this.take(',')) items.push(this.binary(0));
    this.expect(']');
    return { kind: 'aggregate', function: name, items };
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
