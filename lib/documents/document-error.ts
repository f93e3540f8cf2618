/** One thing wrong with a document, with its place. */
export interface DocumentProblem {
  /** Names and indexes joined by dots; empty for the document as a whole. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a document says is in its problems, and must not begin a line of its own. */
const LINE_ENDS = /[\n\v\f\r\u0085\u2028\u2029]+/gu;

/** More than anybody mends at once. */
const LISTED = 20;

/** A document that cannot be used; the message lists what is wrong with it, by line, as far as anybody reads. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code = 'BAD_DOCUMENT';

  constructor(
    readonly file: string,
    readonly problems: readonly DocumentProblem[],
  ) {
    const more = problems.length - LISTED;
    super(
      [
        ...problems
          .slice(0, LISTED)
          .map(({ path, line, column, message }) =>
            `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`.replace(LINE_ENDS, ' '),
          ),
        ...(more > 0 ? [`${file}: and ${more} more problems`] : []),
      ].join('\n'),
    );
  }
}
