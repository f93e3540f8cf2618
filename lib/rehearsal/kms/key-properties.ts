import * as v from 'valibot';
import { tags, templateBoolean, templateNumber } from '../kernel/template-values';

/** What a key is made for: of the others there is no operation here. */
export const KEY_SPECS = ['SYMMETRIC_DEFAULT', 'ECC_NIST_P256'] as const;

/** The properties of `AWS::KMS::Key`. */
export const KEY_PROPERTIES = {
  Description: v.optional(v.string()),
  Enabled: v.optional(templateBoolean, true),
  /** Of a symmetric key; nothing is encrypted, so nothing comes of it. */
  EnableKeyRotation: v.optional(templateBoolean, false),
  KeyPolicy: v.optional(v.record(v.string(), v.unknown())),
  KeySpec: v.optional(v.picklist(KEY_SPECS), 'SYMMETRIC_DEFAULT'),
  KeyUsage: v.optional(v.picklist(['ENCRYPT_DECRYPT', 'SIGN_VERIFY']), 'ENCRYPT_DECRYPT'),
  PendingWindowInDays: v.optional(v.pipe(templateNumber, v.integer(), v.minValue(7), v.maxValue(30)), 30),
  Tags: tags,
};

export type KeyProperties = v.InferOutput<v.StrictObjectSchema<typeof KEY_PROPERTIES, undefined>>;
