import type { CodeDigest } from './code-digest';

/** A file of an unpacked package. */
export interface UnpackedFile {
  /** From the root of the package, with slashes between. */
  readonly path: string;
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * The digest of an unpacked package: the `dirHash` of in-toto (DigestSet field type specification), which is the `Hash1` of
 * Go's modules. It is the SHA-256, in hexadecimal digits, of one line for each file, in the order of the bytes of their
 * paths in UTF-8: the file's SHA-256, two spaces, its path and a line feed. So in the unpacked folder a shell says it as well:
 *
 *     find . -type f | cut -c3- | LC_ALL=C sort | xargs -r sha256sum | sha256sum
 *
 * Only what is in files counts. A folder, its name apart, a file's mode, its date, and how it was packed do not, so what is
 * packed anew has the same digest. In a folder a symbolic link is what it leads to, as the CDK uploads it. In an archive a link
 * counts with the text that the archive has of it.
 *
 * @throws Error for a path that could be read in two ways, or is there twice: nobody knows what would be unpacked
 */
export function unpackedDigest(files: readonly UnpackedFile[], sha256: (text: string) => string): CodeDigest {
  const seen = new Set<string>();
  for (const { path } of files) {
    const problem = pathProblem(path) ?? (seen.has(path) ? 'is there twice' : undefined);
    if (problem !== undefined) throw new Error(`The path ${JSON.stringify(path)} ${problem}.`);
    seen.add(path);
  }
  const lines = [...files]
    .sort((one, other) => byCodePoint(one.path, other.path))
    .map(({ path, sha256: digest }) => `${digest}  ${path}\n`);
  return `dirHash:${sha256(lines.join(''))}`;
}

// What `sha256sum` writes in another way, and what ends a line.
const UNCLEAR = /[\u0000-\u001f\u007f\\]/;

function pathProblem(path: string): string | undefined {
  if (UNCLEAR.test(path)) return 'has a backslash or a control character';
  if (path.split('/').some((part) => ['', '.', '..'].includes(part))) return 'is none below the root of the package';
  return undefined;
}

/** The order of the bytes of UTF-8 is that of code points; JavaScript's own is that of UTF-16. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
