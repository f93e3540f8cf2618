import type { CodeDigest } from './code-digest';
import type { CodeObject } from './released-code';

/** What has been read of a package in S3. */
export interface ReadCode {
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** The digest of what it unpacks to. */
  unpacked(): Promise<CodeDigest>;
}

/** Packages in S3, as far as one release may read them. */
export interface CodeObjects {
  /** The SHA-256 of an object's bytes, in hexadecimal digits: S3's own, or by reading it where S3 has none of the whole. */
  sha256(object: CodeObject): Promise<string>;
  /** The object, read whole. */
  read(object: CodeObject): Promise<ReadCode>;
}

/** For whom packages are read. */
export interface CodeOwner {
  readonly id: string;
  readonly deploymentGroup: string;
  readonly functionName: string;
}

/** The packages of a release, by the release's own role. */
export type OpenCodeObjects = (releaseRoleArn: string, release: CodeOwner) => Promise<CodeObjects>;

/** What packages unpack to, once known, by the SHA-256 of their bytes: the same for ever, and for every release. */
export interface UnpackedDigests {
  read(sha256: string): Promise<CodeDigest | undefined>;
  keep(sha256: string, digest: CodeDigest): Promise<void>;
}

/** What Lambda says of a version's code. */
export interface PublishedCode {
  /** Of the package's bytes, or of an image, in hexadecimal digits. */
  readonly sha256: string;
  readonly isImage: boolean;
}
