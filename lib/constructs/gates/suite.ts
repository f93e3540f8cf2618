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
    /** The suite itself; missing where there are problems. */
    readonly parsed: ParsedSuite | undefined,
    /** What is wrong with the file, each with its line. */
    readonly problems: readonly string[],
  ) {}
}
