import { readDocument } from '../../documents/read-document';
import { readJsonLines } from '../../documents/read-json-lines';
import { qualitySuiteSchema, type QualitySuite as ParsedSuite } from '../../domain/gates/quality/quality-suite';
import { readSuite, type ReadSuite } from './read-suite';

/** Questions to which a judge scores the answers of both versions. */
export class QualitySuite {
  /**
   * A suite in a YAML file, or in JSON lines (`.jsonl`), checked at synth.
   *
   * @param path of the file, from the folder that `cdk` runs in
   */
  static fromFile(path: string): QualitySuite {
    return new QualitySuite(
      path,
      readSuite(path, () =>
        path.endsWith('.jsonl')
          ? readJsonLines(path, 'cases', qualitySuiteSchema)
          : readDocument(path, qualitySuiteSchema),
      ),
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
