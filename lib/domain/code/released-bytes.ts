import type { CodeDigest } from './code-digest';

/** What a look at the bytes of a release came to, as it is opened. */
export type ReleasedBytes =
  /** Green has the bytes that the manifest names. */
  | {
      readonly is: 'as-named';
      /** What they are, such as `s3://assets/3f2a….zip`. */
      readonly named: string;
      /** Of the package, or of an image, in hexadecimal digits. */
      readonly sha256: string;
      /** What they come to unpacked; left out where nobody asked. */
      readonly digest?: CodeDigest | undefined;
    }
  | {
      readonly is: 'others';
      readonly named: string;
      /** Of what the manifest names, such as `SHA-256 3f2a…`. */
      readonly expected: string;
      /** Of green's package, or of its image, in hexadecimal digits. */
      readonly sha256: string;
    }
  /** Nobody can say what green's bytes should be by what is named. */
  | { readonly is: 'not-comparable'; readonly because: string; readonly digest?: CodeDigest | undefined }
  | { readonly is: 'unreadable'; readonly named: string; readonly because: string }
  /** The manifest is of before code was named. */
  | { readonly is: 'not-named' };

/** What the code of a release is; undefined where it is not known. */
export function digestOfBytes(bytes: ReleasedBytes): CodeDigest | undefined {
  return bytes.is === 'as-named' || bytes.is === 'not-comparable' ? bytes.digest : undefined;
}
