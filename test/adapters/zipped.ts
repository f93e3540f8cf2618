import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive, and what its headers say of it where that is not so. */
export interface ZippedEntry {
  readonly path: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  /** What the headers say that it unpacks to, in bytes. */
  readonly said?: number;
}

/** An archive of these entries, in their order (PKWARE, ".ZIP File Format Specification"). */
export function zipped(entries: readonly ZippedEntry[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { path, content, stored = false, said } of entries) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const name = Buffer.from(path, 'utf8');
    const fields = Buffer.alloc(26);
    // Version 2.0, names in UTF-8, and the method.
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(said ?? bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), fields, name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    list.push(Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), fields, place, name);
    offset += 4 + fields.length + name.length + packed.length;
  }
  const central = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
