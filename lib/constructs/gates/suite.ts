import { DocumentError } from '../../documents/document-error';
import { readDocument } from '../../documents/read-document';
import { suiteSchema, type Suite as ParsedSuite } from '../../domain/suite/suite';

/** Conversations to hold with the new version before any customer does. */
export class Suite {
  /**
   * A suite in a YAML file, checked at synth.
   *
   * @param path of the file, from the folder that `cdk` runs in
   */
  static fromFile(path: string): Suite {
    try {
      return new Suite(path, readDocument(path, suiteSchema), []);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return new Suite(path, undefined, error.message.split('\n'));
    }
  }

  private constructor(
    readonly path: string,
    private readonly parsed: ParsedSuite | undefined,
    private readonly problems: readonly string[],
  ) {}

  /**
   * The suite itself, missing where there are problems, and what is wrong with the file, each with its line.
   *
   * @internal
   */
  _bindToGate(): { readonly parsed: ParsedSuite | undefined; readonly problems: readonly string[] } {
    const { parsed, problems } = this;
    return { parsed, problems };
  }
}
