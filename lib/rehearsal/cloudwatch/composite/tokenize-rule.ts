import { validationError } from '../validation-error';

export interface RuleToken {
  /** `name` stands without quotes, and may be a keyword. */
  readonly kind: 'name' | 'quoted' | 'symbol' | 'end';
  readonly text: string;
  /** Characters from the start of the rule. */
  readonly at: number;
}

/** A name without quotes ends at a space, a comma or a parenthesis. */
const PATTERN = /\s*(?:"(?<quoted>[^"]*)"|(?<symbol>[(),])|(?<name>[^\s"(),]+))/y;

/** The words of a rule, ending with one of the kind `end`. */
export function tokenizeRule(text: string): readonly RuleToken[] {
  const tokens: RuleToken[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (!groups) throw validationError(`Invalid AlarmRule: a quote is left open after character ${at + 1}`);
    const start = at + (/\S/.exec(text.slice(at))?.index ?? 0);
    for (const kind of ['name', 'quoted', 'symbol'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found, at: start });
    }
    at = PATTERN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }];
}
