import type { Json } from '../json';

/** An argument of an intrinsic function, or a call of one. */
export type Argument =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[] };

/** Step Functions Developer Guide, "Intrinsic functions": up to 10 calls inside each other. */
const DEEPEST = 10;

const NAME = /^States\.\w+(?=\()/;
const TEXT = /^'((?:[^'\\]|\\.)*)'/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?/;
const WORD = /^(true|false|null)\b/;

/** Reads a call such as `States.Format('{}', $.name)`. Throws a `SyntaxError` where it is none. */
export function parseIntrinsic(text: string): Argument {
  const reader = new Reader(text);
  const call = reader.argument(0);
  reader.end();
  return call;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  argument(depth: number): Argument {
    this.space();
    const name = this.take(NAME);
    if (name) return this.call(name[0], depth + 1);
    const text = this.take(TEXT);
    // `\{` stays as it is: it means something to States.Format.
    if (text) return { kind: 'literal', value: (text[1] ?? '').replace(/\\(['\\])/g, '$1') };
    const word = this.take(WORD) ?? this.take(NUMBER);
    if (word) return { kind: 'literal', value: JSON.parse(word[0]) as Json };
    if (this.text.charAt(this.at) === '$') return { kind: 'path', path: this.path() };
    throw this.problem('an argument');
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw this.problem('the end');
  }

  private call(name: string, depth: number): Argument {
    if (depth > DEEPEST) throw new SyntaxError(`${this.text} nests more than ${DEEPEST} calls`);
    this.at += 1;
    const list: Argument[] = [];
    this.space();
    if (this.skip(')')) return { kind: 'call', name, arguments: list };
    for (;;) {
      list.push(this.argument(depth));
      this.space();
      if (this.skip(')')) return { kind: 'call', name, arguments: list };
      if (!this.skip(',')) throw this.problem('a comma or a closing bracket');
    }
  }

  /** A path ends at the first comma, space or bracket that is not inside its own brackets. */
  private path(): string {
    const start = this.at;
    let depth = 0;
    for (; this.at < this.text.length; this.at += 1) {
      const letter = this.text.charAt(this.at);
      if ('[('.includes(letter)) depth += 1;
      else if (depth === 0 && ',) '.includes(letter)) break;
      else if ('])'.includes(letter)) depth -= 1;
    }
    return this.text.slice(start, this.at);
  }

  private space(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
  }

  private skip(letter: string): boolean {
    if (this.text.charAt(this.at) !== letter) return false;
    this.at += 1;
    return true;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.text.slice(this.at));
    if (found) this.at += found[0].length;
    return found;
  }

  private problem(expected: string): SyntaxError {
    return new SyntaxError(`${this.text} should have ${expected} at position ${this.at + 1}`);
  }
}
