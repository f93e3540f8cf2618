import * as v from 'valibot';
import type { Item } from './kept-release';

/** The record of a release as it leaves the ledger: its items as they lie there, in the order of their keys. */
export interface ExportedRecord {
  /** The version of this shape. */
  readonly schema: 1;
  readonly platform: string;
  readonly releaseId: string;
  readonly items: readonly Item[];
}

/** A record with its digest, signed where the platform has a key. */
export interface ReleaseExport {
  readonly record: ExportedRecord;
  /** Of the record's canonical JSON (RFC 8785). */
  readonly sha256: string;
  /** Null where the platform has no key: then the digest says only that nothing was lost on the way. */
  readonly signature: {
    readonly algorithm: 'ECDSA_SHA_256';
    readonly keyArn: string;
    /** The text that is signed. */
    readonly signed: string;
    /** In DER, as base64. */
    readonly value: string;
  } | null;
}

export function exportedRecord(platform: string, releaseId: string, items: readonly Item[]): ExportedRecord {
  const sorted = [...items].sort((a, b) => (String(a.SK) < String(b.SK) ? -1 : 1));
  return { schema: 1, platform, releaseId, items: sorted };
}

/** The text that is signed: short enough for KMS, and about one record. */
export function signedText(releaseId: string, sha256: string): string {
  return `sluice export 1\nrelease ${releaseId}\nsha256 ${sha256}\n`;
}

/** An export as it is read from a file. */
export const releaseExportSchema = v.strictObject({
  record: v.strictObject({
    schema: v.literal(1),
    platform: v.string(),
    releaseId: v.string(),
    items: v.array(v.record(v.string(), v.unknown())),
  }),
  sha256: v.string(),
  signature: v.nullable(
    v.strictObject({
      algorithm: v.literal('ECDSA_SHA_256'),
      keyArn: v.string(),
      signed: v.string(),
      value: v.string(),
    }),
  ),
}) satisfies v.GenericSchema<unknown, ReleaseExport>;
