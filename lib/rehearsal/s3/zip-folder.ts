import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { NotEmulated } from '../kernel/not-emulated';

/** More need the format's later extension, and no package of Lambda comes near. */
const MOST_FILES = 65_535;

/** 1 January 1980, the first day that the format knows, as in the archives of the CDK. */
const DATE = 0x0021;
const TIME = 0;

const UTF_8 = 0x0800;
/** Unix, version 2.0 of the format. */
const MADE_BY = 0x0314;
const NEEDED = 20;
const REGULAR_FILE = 0o100000;

/**
 * The archive of a folder: its files by their names in order, through symbolic links, all of one date, executable or not,
 * and nothing compressed, so that the same files make the same bytes on every machine (PKWARE, ".ZIP File Format
 * Specification"). The CDK compresses what it uploads: the bytes are others there, and of other files they are others here too.
 */
export function zipFolder(directory: string): Buffer {
  const names = filesIn(directory, '').sort((a, b) => (a < b ? -1 : 1));
  if (names.length > MOST_FILES) throw new NotEmulated(`An archive of more than ${MOST_FILES} files`, directory);
  const parts: Buffer[] = [];
  const directoryParts: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const path = join(directory, name);
    const content = readFileSync(path);
    const encoded = Buffer.from(name, 'utf8');
    const common = commonFields(content, encoded);
    const header = Buffer.concat([number(0x04034b50, 4), common, encoded]);
    const mode = REGULAR_FILE | (statSync(path).mode & 0o100 ? 0o755 : 0o644);
    directoryParts.push(
      ...[number(0x02014b50, 4), number(MADE_BY, 2), common],
      // No comment, the first disk, no internal attributes.
      ...[number(0, 2), number(0, 2), number(0, 2), number(mode * 0x10000, 4), number(offset, 4), encoded],
    );
    parts.push(header, content);
    offset += header.length + content.length;
  }
  const central = Buffer.concat(directoryParts);
  const count = number(names.length, 2);
  const disks = number(0, 4);
  const sizes = [number(central.length, 4), number(offset, 4), number(0, 2)];
  return Buffer.concat([...parts, central, number(0x06054b50, 4), disks, count, count, ...sizes]);
}

/** What stands before a file and in the list at the end alike. */
function commonFields(content: Buffer, name: Buffer): Buffer {
  return Buffer.concat([
    ...[number(NEEDED, 2), number(UTF_8, 2), number(0, 2), number(TIME, 2), number(DATE, 2)],
    ...[number(crc32(content), 4), number(content.length, 4), number(content.length, 4)],
    ...[number(name.length, 2), number(0, 2)],
  ]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** Paths from the folder, with slashes between. */
function filesIn(directory: string, prefix: string): string[] {
  return readdirSync(join(directory, prefix)).flatMap((entry) => {
    const name = prefix === '' ? entry : `${prefix}/${entry}`;
    return statSync(join(directory, name)).isDirectory() ? filesIn(directory, name) : [name];
  });
}
