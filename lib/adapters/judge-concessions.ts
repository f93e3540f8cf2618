/** What a model may refuse of a call, and a call can do without. */
export type Concession = 'temperature' | 'structured-output' | 'max-tokens-name';

/** How each refusal reads, in the words of those who make it. */
const REFUSALS: Readonly<Record<Concession, { readonly says: RegExp; readonly note: string }>> = {
  // "`temperature` is deprecated for this model", "'temperature' does not support 0 with this model"
  temperature: { says: /temperature/i, note: 'The model refused the temperature, which was left out.' },
  // "output_config.format: Extra inputs are not permitted", "This model doesn't support the outputConfig field",
  // "'response_format' of type 'json_schema' is not supported with this model"
  'structured-output': {
    says: /output_?config|output_?format|text_?format|response_?format|structured.?output|json_?schema/i,
    note: 'The model refused structured output, so it was forced to call a tool instead.',
  },
  // "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  'max-tokens-name': {
    says: /max_completion_tokens/i,
    note: 'The model refused `max_tokens`, which was sent as `max_completion_tokens`.',
  },
};

/**
 * What one judge had to do without so far. It is kept between calls, so that a refusal costs one call once, and noted
 * in every answer, so that whoever compares scores knows how they came about.
 *
 * Which models refuse what changes with the models, so nothing here goes by a model's name.
 */
export class JudgeConcessions {
  private readonly made = new Set<Concession>();

  has(concession: Concession): boolean {
    return this.made.has(concession);
  }

  get notes(): readonly string[] {
    return [...this.made].map((concession) => REFUSALS[concession].note);
  }

  /**
   * Whether a call is worth another try: its refusal names something that it had and can do without. Each concession is
   * worth one try, and a call that was sent before another made it may follow.
   *
   * @param sent what the refused call had in it
   */
  concede(refusal: string, sent: ReadonlySet<Concession>): boolean {
    const refused = [...sent].find((concession) => REFUSALS[concession].says.test(refusal));
    if (refused !== undefined) this.made.add(refused);
    return refused !== undefined;
  }
}
