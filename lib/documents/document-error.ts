/** One thing wrong with a document, with its place. */
export interface DocumentProblem {
  /** Names and indexes joined by dots; empty for the document as a whole. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A document that cannot be used; the message lists everything that is wrong with it, by line. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code = 'BAD_DOCUMENT';

  constructor(
    readonly file: string,
    readonly problems: readonly DocumentProblem[],
  ) {
    super(
      problems
        .map(
          ({ path, line, column, message }) => `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
        )
        .join('\n'),
    );
  }
}
