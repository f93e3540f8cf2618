/** What a DynamoDB answers. */
export type Answer =
  | { readonly kind: 'output'; readonly output: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      /** What the error has beside code and message. */
      readonly members: Readonly<Record<string, unknown>>;
    };

export type Send = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** An answer as one line, for people and for the patterns of known differences. */
export function answerLine(answer: Answer): string {
  if (answer.kind === 'output') return `output ${JSON.stringify(answer.output)}`;
  const members = Object.keys(answer.members).length === 0 ? '' : ` ${JSON.stringify(answer.members)}`;
  return `${answer.code}: ${answer.message}${members}`;
}
