import { createHash } from 'node:crypto';
import { ApiError } from '../kernel/api-error';

/** The package of a function's code. */
export interface CodeArchive {
  /** The folder of the unzipped code. */
  readonly directory: string;
  /** Of the bytes of the package, base64. */
  sha256(): string;
}

/** A code archive in S3; undefined where there is none. */
export type CodeArchives = (bucket: string, key: string) => CodeArchive | undefined;

/** The code of a function, as an archive in S3 has it. */
export type FunctionCode = Pick<FunctionConfiguration, 'codeDirectory' | 'codeKey' | 'codeSha256'>;

/** @throws ApiError where there is no such archive */
export function codeFrom(archives: CodeArchives, bucket: string, key: string): FunctionCode {
  const archive = archives(bucket, key);
  if (archive) return { codeDirectory: archive.directory, codeKey: key, codeSha256: () => archive.sha256() };
  const message = `Error occurred while GetObject ${bucket}/${key}. The specified key does not exist.`;
  throw new ApiError('NoSuchKey', message);
}

/** What a function is made of: the part that publishing a version freezes. */
export interface FunctionConfiguration {
  /** The folder of the unzipped code. */
  readonly codeDirectory: string;
  /** What identifies the code: the asset's key holds its hash. */
  readonly codeKey: string;
  /** What Lambda says as `CodeSha256`: of the package that is uploaded, base64. */
  readonly codeSha256: () => string;
  readonly handler: string;
  readonly runtime: string;
  readonly roleArn: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The ARN of the queue or topic that gets the events which failed for good. */
  readonly deadLetterArn?: string;
  /** The name of the log group it writes to. */
  readonly logGroup: string;
  /** Where what it logs is put into records of JSON: which of it, from which level on. Left out in the text format. */
  readonly jsonLogLevel?: string;
  /** Whether its handler cannot be run here, so that the scenario's model of it answers. */
  readonly modelled?: true;
}

/** A published version, or `$LATEST`. */
export interface FunctionVersion {
  readonly version: string;
  readonly configuration: FunctionConfiguration;
}

/** An alias and, during a shift, the share of calls that goes to a second version. */
export interface FunctionAlias {
  readonly name: string;
  readonly version: string;
  readonly additional?: { readonly version: string; readonly weight: number };
}

/** What makes a version, or an execution environment, another one: not where the code lies, but what it is. */
export function fingerprint(configuration: FunctionConfiguration): string {
  const text = JSON.stringify({ ...configuration, codeDirectory: undefined });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
