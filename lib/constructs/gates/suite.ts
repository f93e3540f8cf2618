import { readDocument } from '../../documents/read-document';
import { suiteSchema, type Suite as ParsedSuite } from '../../domain/suite/suite';
import { readSuite, type ReadSuite } from './read-suite';

/** Conversations to hold with the new version before any customer does. */
export class Suite {
  /**
   * A suite in a YAML file, checked at synth.
   *
   * @param path of the file, from the folder that `cdk` runs in
   */
  static fromFile(path: string): Suite {
    return new Suite(
      path,
      readSuite(path, () => readDocument(path, suiteSchema)),
    );
  }

  private constructor(
    readonly path: string,
    private readonly file: ReadSuite<ParsedSuite>,
  ) {}

  /** @internal */
  _bindToGate(): ReadSuite<ParsedSuite> {
    return this.file;
  }
}
