/** AWS Lambda Developer Guide, "Lambda quotas": a package unzipped, with its layers; bytes. */
export const MOST_UNZIPPED_BYTES = 250 * 1024 * 1024;

/**
 * A package whose archive is larger than this unpacks to more than Lambda takes; the list of its files is a part of it. It is held whole, for
 * which the 512 MB of a platform's function are enough. Bytes.
 */
export const MOST_ZIPPED_BYTES = MOST_UNZIPPED_BYTES + 16 * 1024 * 1024;

/** Far more than any package of Lambda has. */
export const MOST_FILES = 100_000;
