import { type StackOperation } from './stack-operation';

/** What AWS shows in place of such a value: CloudFormation User Guide, "CloudFormation template Parameters syntax". */
export const ASTERISKS = '****';

/** A shorter value may be part of any word, as a truth value may: it is masked where it stands in quotes. */
const LEAST_CHARACTERS = 3;
const ANY_WORD: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Behind which a message is cut. */
const CUT = '…';
const LONGEST_BEFORE_CUT = 500;

/** Takes the values of parameters with `NoEcho` out of what leaves CloudFormation. */
export class NoEcho {
  readonly #values: readonly string[];

  /** @param values in any order; the items of a list beside it */
  constructor(values: Iterable<string>) {
    // The longest first: another may be a part of it.
    this.#values = [...new Set(values)].filter((value) => value !== '').sort((a, b) => b.length - a.length);
  }

  text(message: string): string {
    return this.#values.reduce(withoutValue, message);
  }

  /** What an operation comes to without the values, whether it is an end or an error. */
  async operation(work: () => Promise<StackOperation>): Promise<StackOperation> {
    try {
      const { reason, ...ended } = await work();
      return reason === undefined ? ended : { ...ended, reason: this.text(reason) };
    } catch (error) {
      throw this.error(error);
    }
  }

  /** An error as it is, without the values in what it says. */
  error(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    for (const key of ['message', 'stack', ...Object.keys(error)]) {
      const text: unknown = Reflect.get(error, key);
      if (typeof text === 'string' && key !== 'name' && key !== 'code') Reflect.set(error, key, this.text(text));
    }
    return error;
  }
}

function withoutValue(message: string, value: string): string {
  if (value.length < LEAST_CHARACTERS || ANY_WORD.has(value)) {
    return ['"', "'"].reduce(
      (text, quote) => text.replaceAll(`${quote}${value}${quote}`, `${quote}${ASTERISKS}${quote}`),
      message,
    );
  }
  return writtenForms(value).reduce(
    (text, written) => withoutBeginning(text.replaceAll(written, ASTERISKS), written),
    message,
  );
}

/** As it is, in JSON, in JSON within JSON, and in a URL. */
function writtenForms(value: string): readonly string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  const inUrl = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return [...new Set([JSON.stringify(inJson).slice(1, -1), inJson, value, inUrl])];
}

/** A message that was cut within a value has its beginning. */
function withoutBeginning(message: string, written: string): string {
  const [last = '', ...before] = message.split(CUT).reverse();
  const parts = before.reverse().map((part) => {
    let length = Math.min(written.length, LONGEST_BEFORE_CUT);
    while (length >= LEAST_CHARACTERS && !part.endsWith(written.slice(0, length))) length -= 1;
    return length < LEAST_CHARACTERS ? part : `${part.slice(0, -length)}${ASTERISKS}`;
  });
  return [...parts, last].join(CUT);
}
