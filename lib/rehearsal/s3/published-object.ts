import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { zipFolder } from './zip-folder';

/** How much of a larger object the CDK CLI uploads at a time: the part size of the SDK's `lib-storage`. */
const PART_BYTES = 5 * 1024 * 1024;

/** What S3 knows of an object beside its bytes. */
export interface ObjectFacts {
  readonly size: number;
  /** In quotes. */
  readonly etag: string;
  /** SHA-256, base64. */
  readonly checksum: string;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
}

/** What an object is made of: the path of a file, or of a folder that is uploaded as an archive; or its bytes. */
export type ObjectContent = { readonly path: string } | { readonly bytes: Buffer };

/** An asset as `cdk deploy` uploads it, or what a call has put. Nothing is read before somebody asks. */
export class PublishedObject {
  private known: ObjectFacts | undefined;
  private digest: string | undefined;

  constructor(private readonly content: ObjectContent) {}

  /** Where its bytes are read; undefined where a call has put them. */
  get path(): string | undefined {
    return 'path' in this.content ? this.content.path : undefined;
  }

  get exists(): boolean {
    return this.path === undefined || existsSync(this.path);
  }

  /** The folder that the archive was made from, without symbolic links: Node.js names modules by their real paths. */
  get directory(): string | undefined {
    if (this.path === undefined || !existsSync(this.path)) return undefined;
    return statSync(this.path).isDirectory() ? realpathSync(this.path) : undefined;
  }

  bytes(): Buffer {
    if (!('path' in this.content)) return this.content.bytes;
    return this.directory === undefined ? readFileSync(this.content.path) : zipFolder(this.content.path);
  }

  /** Of all bytes, base64: Lambda's `CodeSha256`, where it is a package. */
  sha256(): string {
    this.digest ??= hash('sha256', this.bytes()).toString('base64');
    return this.digest;
  }

  facts(): ObjectFacts {
    this.known ??= factsOf(this.bytes());
    return this.known;
  }
}

/**
 * Amazon S3 User Guide, "Checking object integrity": the CDK CLI has S3 keep the SHA-256. Of what is uploaded in parts, S3
 * has the checksum of the parts' checksums, with their number behind it, and the entity tag likewise.
 */
function factsOf(bytes: Buffer): ObjectFacts {
  const size = bytes.length;
  if (size <= PART_BYTES) {
    const [etag, checksum] = [hash('md5', bytes).toString('hex'), hash('sha256', bytes).toString('base64')];
    return { size, etag: `"${etag}"`, checksum, checksumType: 'FULL_OBJECT' };
  }
  const count = Math.ceil(size / PART_BYTES);
  const parts = Array.from({ length: count }, (_, part) => bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
  const composite = (algorithm: 'md5' | 'sha256') =>
    hash(algorithm, Buffer.concat(parts.map((part) => hash(algorithm, part))));
  return {
    size,
    etag: `"${composite('md5').toString('hex')}-${count}"`,
    checksum: `${composite('sha256').toString('base64')}-${count}`,
    checksumType: 'COMPOSITE',
  };
}

function hash(algorithm: 'md5' | 'sha256', content: Buffer): Buffer {
  return createHash(algorithm).update(content).digest();
}
