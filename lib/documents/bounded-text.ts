import { closeSync, openSync, readSync } from 'node:fs';
import { DocumentError } from './document-error';

/** More than reports of large projects have, and little enough to be read whole. */
export const LARGEST_DOCUMENT_BYTES = 20_000_000;

const PIECE_BYTES = 1 << 20;

/**
 * Reads a file that another program wrote: as UTF-8 and nothing else, and never more of it than the limit.
 *
 * @param largestBytes @default 20 MB
 * @throws DocumentError where the file is missing, larger than the limit, or no UTF-8
 */
export function readBoundedText(file: string, largestBytes = LARGEST_DOCUMENT_BYTES): string {
  return utf8Text(file, boundedBytes(file, largestBytes));
}

/**
 * What bytes say as UTF-8 and nothing else.
 *
 * @param file what they are called
 * @throws DocumentError where they are no UTF-8
 */
export function utf8Text(file: string, bytes: Uint8Array): string {
  const wide = WIDE.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (wide) throw problem(file, 1, `is written in ${wide.name}, and is read as UTF-8 alone; write it as UTF-8`);
  try {
    // It takes a byte order mark away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem(file, lineOfBadByte(bytes), 'has bytes that are no UTF-8; write it as UTF-8');
  }
}

/** Byte order marks (Unicode 16, section 23.8). The longer ones come first: one begins with another. */
const WIDE = [
  { name: 'UTF-32', mark: [0xff, 0xfe, 0, 0] },
  { name: 'UTF-32', mark: [0, 0, 0xfe, 0xff] },
  { name: 'UTF-16', mark: [0xff, 0xfe] },
  { name: 'UTF-16', mark: [0xfe, 0xff] },
] as const;

/** What the file has, by reading and not by asking for its size: a pipe has none. */
function boundedBytes(file: string, largestBytes: number): Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      while (size <= largestBytes) {
        const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, largestBytes + 1 - size));
        const read = readSync(descriptor, piece);
        if (read === 0) break;
        pieces.push(piece.subarray(0, read));
        size += read;
      }
    } finally {
      closeSync(descriptor);
    }
  } catch {
    throw problem(file, 1, 'there is no such file, or it cannot be read; check the path');
  }
  if (size > largestBytes)
    throw problem(
      file,
      1,
      `has more than ${largestBytes / 1_000_000} MB, which is the most that is read; leave out of it what nobody judges, such as output, or write several files`,
    );
  return Buffer.concat(pieces);
}

/** A line feed is one byte of UTF-8 and part of no other character, so that each line can be tried alone. */
function lineOfBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let from = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
    try {
      decoder.decode(bytes.subarray(from, end));
    } catch {
      return line;
    }
    from = end + 1;
    line += 1;
  }
  return line;
}

function problem(file: string, line: number, message: string): DocumentError {
  return new DocumentError(file, [{ path: '', line, column: 1, message }]);
}
