import { NotEmulated } from '../../kernel/not-emulated';

/** What a request says of a condition key. What the rehearsal cannot tell is `unknown`. */
export type ContextValue =
  { readonly kind: 'present'; readonly values: readonly string[] } | { readonly kind: 'absent' | 'unknown' };

/** Gives the value of a key that is written in lower case, or undefined where it knows nothing of that key. */
export type ContextSource = (key: string) => ContextValue | undefined;

/** The condition keys of a request. The first source that knows a key tells its value. */
export class RequestContext {
  constructor(private readonly sources: readonly ContextSource[]) {}

  /** The case of letters in a key is nothing, in AWS as here. */
  lookUp(key: string): ContextValue {
    for (const source of this.sources) {
      const value = source(key.toLowerCase());
      if (value) return value;
    }
    return { kind: 'unknown' };
  }

  /** A key as a policy variable: undefined where the request has none, or more than one value. */
  variable(key: string, where: string): string | undefined {
    const value = this.lookUp(key);
    if (value.kind === 'unknown') throw new NotEmulated(`The policy variable \${${key}}`, where);
    return value.kind === 'present' && value.values.length === 1 ? value.values[0] : undefined;
  }
}

export function present(...values: readonly string[]): ContextValue {
  return values.length === 0 ? ABSENT : { kind: 'present', values };
}

export const ABSENT: ContextValue = { kind: 'absent' };
