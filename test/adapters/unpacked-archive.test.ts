import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackedArchive } from '../../lib/adapters/unpacked-archive';
import { sha256Of } from '../../lib/adapters/digest';
import { MOST_UNZIPPED_BYTES } from '../../lib/domain/code/package-limits';
import { zipFolder } from '../../lib/rehearsal/s3/zip-folder';
import { zipped } from './zipped';

const INDEX = { path: 'index.js', content: 'exports.handler = async () => 1;' };
const LIB = { path: 'lib/grüße.js', content: Buffer.alloc(70_000, 'x') };

const expected = `dirHash:${sha256Of(
  [INDEX, LIB].map(({ path, content }) => `${sha256Of(content)}  ${path}\n`).join(''),
)}`;

describe('what an archive unpacks to', () => {
  it.each([
    ['compressed', [INDEX, LIB]],
    ['in another order', [LIB, INDEX]],
    ['not compressed', [INDEX, { ...LIB, stored: true }]],
    ['with a folder of its own', [{ path: 'lib/', content: '' }, INDEX, LIB]],
  ])('is the same %s', async (_, entries) => {
    expect(await unpackedArchive(zipped(entries))).toBe(expected);
  });

  it('is what the folder was that it was made of', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-zipped-'));
    try {
      mkdirSync(join(directory, 'lib'));
      for (const { path, content } of [INDEX, LIB]) writeFileSync(join(directory, path), content);
      expect(await unpackedArchive(zipFolder(directory))).toBe(expected);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('goes by the list at the end: what stands before it unlisted is not unpacked', async () => {
    const hidden = zipped([{ path: 'hidden.js', content: 'evil' }]);
    const listed = zipped([INDEX, LIB]);
    // Behind what is listed nowhere, each place in the list is so much further on.
    const moved = Buffer.concat([hidden.subarray(0, hidden.indexOf('PK\u0001\u0002')), listed]);
    const shift = moved.length - listed.length;
    for (let at = moved.indexOf('PK\u0001\u0002'); at >= 0; at = moved.indexOf('PK\u0001\u0002', at + 1))
      moved.writeUInt32LE(moved.readUInt32LE(at + 42) + shift, at + 42);
    const end = moved.lastIndexOf('PK\u0005\u0006');
    moved.writeUInt32LE(moved.readUInt32LE(end + 16) + shift, end + 16);
    expect(await unpackedArchive(moved)).toBe(expected);
  });

  it.each<[string, Buffer, RegExp]>([
    ['is no archive', Buffer.from('exports.handler = 1;'), /end of central directory/i],
    ['is empty', Buffer.alloc(0), /end of central directory/i],
    ['is cut off', zipped([INDEX, LIB]).subarray(0, -30), /end of central directory/i],
    ['leads out of the package', zipped([{ ...INDEX, path: '../index.js' }]), /invalid relative path/],
    ['has an absolute path', zipped([{ ...INDEX, path: '/index.js' }]), /absolute path/],
    ['has a backslash', zipped([{ ...INDEX, path: 'a\\index.js' }]), /invalid characters/],
    ['has a file twice', zipped([INDEX, { ...INDEX, content: 'evil' }]), /"index\.js" is there twice/],
    [
      'says that it is larger than Lambda takes',
      zipped([{ ...INDEX, said: MOST_UNZIPPED_BYTES + 1 }]),
      /more than the 250 MB/,
    ],
    [
      'says less than it unpacks to',
      zipped([{ path: 'bomb', content: Buffer.alloc(4 * 1024 * 1024), said: 100 }]),
      /too many bytes in the stream/,
    ],
  ])('is not known where it %s', async (_, archive, says) => {
    await expect(unpackedArchive(archive)).rejects.toThrow(says);
  });

  it('is not known of a bomb of many files, each small enough by itself', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024);
    const bomb = zipped([1, 2, 3, 4].map((name) => ({ path: `part-${name}`, content })));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(unpackedArchive(bomb)).rejects.toThrow('it unpacks to more than the 250 MB that Lambda takes');
  });
});
