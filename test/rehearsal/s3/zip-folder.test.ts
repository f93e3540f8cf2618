import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { zipFolder } from '../../../lib/rehearsal/s3/zip-folder';

const folder = mkdtempSync(join(tmpdir(), 'sluice-zip-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return join(folder, name);
}

/** Reads an archive as unpacking does: by the list at its end. */
function unzip(archive: Buffer): Record<string, { readonly text: string; readonly mode: string }> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, { text: string; mode: string }> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [size, nameLength, from] = [
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    expect(archive.toString('utf8', from + 30, from + 30 + nameLength)).toBe(name);
    const content = archive.subarray(from + 30 + nameLength, from + 30 + nameLength + size);
    expect(archive.readUInt32LE(at + 16)).toBe(crc32(content));
    files[name] = { text: content.toString('utf8'), mode: (archive.readUInt32LE(at + 38) >>> 16).toString(8) };
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

describe('the archive of a folder', () => {
  it('has its files with their paths, and those that symbolic links lead to', () => {
    const made = write('made', {
      'index.js': 'exports.handler = 1;',
      'lib/ä b.txt': 'Grüezi',
      '.hidden': '',
      'bin/run': '#',
    });
    write('elsewhere', { 'data.json': '{}' });
    chmodSync(join(made, 'bin/run'), 0o700);
    mkdirSync(join(made, 'empty'));
    symlinkSync(join(folder, 'elsewhere'), join(made, 'linked'));
    expect(unzip(zipFolder(made))).toEqual({
      '.hidden': { text: '', mode: '100644' },
      'bin/run': { text: '#', mode: '100755' },
      'index.js': { text: 'exports.handler = 1;', mode: '100644' },
      'lib/ä b.txt': { text: 'Grüezi', mode: '100644' },
      'linked/data.json': { text: '{}', mode: '100644' },
    });
  });

  it('is the same wherever, whenever and in whatever order they were written', () => {
    const one = write('one', { 'b.js': '2', 'a.js': '1' });
    const other = write('other', { 'a.js': '1', 'b.js': '2' });
    utimesSync(join(other, 'a.js'), new Date(0), new Date(1e12));
    chmodSync(join(other, 'a.js'), 0o600);
    expect(zipFolder(other).equals(zipFolder(one))).toBe(true);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['text', { 'a.js': '2' }],
    ['name', { 'b.js': '1' }],
    ['file more', { 'a.js': '1', 'b.js': '' }],
  ])('is another one with another %s', (name, files) => {
    const before = zipFolder(write('before', { 'a.js': '1' }));
    expect(zipFolder(write(`another ${name}`, files)).equals(before)).toBe(false);
  });

  it('has the bytes that it had', () => {
    const archive = zipFolder(write('fixed', { 'index.js': 'exports.handler = async () => 1;', 'lib/b.js': '' }));
    expect(createHash('sha256').update(archive).digest('hex')).toBe(
      'b1a474138f825154af0de186d183edd5cbc771f11425c78f654f2f682b88235e',
    );
  });
});
