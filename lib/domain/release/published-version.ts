import type { PublishedCode } from '../code/code-objects';

/** What Lambda has published. */
export interface PublishedVersions {
  /** The SHA-256 of what a version is made of, by what Lambda says of it now: its code and its configuration. */
  digest(functionName: string, version: string): Promise<string>;
  /** What it says of the version's code. */
  code(functionName: string, version: string): Promise<PublishedCode>;
}
