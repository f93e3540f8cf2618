import { DocumentError } from '../../documents/document-error';
import { readDocument } from '../../documents/read-document';
import { readJsonLines } from '../../documents/read-json-lines';
import { qualitySuiteSchema, type QualitySuite as ParsedSuite } from '../../domain/gates/quality/quality-suite';

/** Questions to which a judge scores the answers of both versions. */
export class QualitySuite {
  /**
   * A suite in a YAML file, or in JSON lines (`.jsonl`), checked at synth.
   *
   * @param path of the file, from the folder that `cdk` runs in
   */
  static fromFile(path: string): QualitySuite {
    try {
      const parsed = path.endsWith('.jsonl')
        ? readJsonLines(path, 'cases', qualitySuiteSchema)
        : readDocument(path, qualitySuiteSchema);
      return new QualitySuite(path, parsed, []);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return new QualitySuite(path, undefined, error.message.split('\n'));
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
