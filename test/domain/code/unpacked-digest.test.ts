import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { unpackedDigest } from '../../../lib/domain/code/unpacked-digest';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const digest = (files: Readonly<Record<string, string>>) =>
  unpackedDigest(
    Object.entries(files).map(([path, content]) => ({ path, sha256: content })),
    sha256,
  );
const ONE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

describe('the digest of an unpacked package', () => {
  it('is the dirHash of in-toto: its own example', () => {
    const root = 'github.com/marklodato/go-hello-world@v0.0.1';
    const files = {
      [`${root}/main.go`]: 'ddc4da627d9a9f45fb29641a1b185d6f53287ecfd921aacbf4fe54b7a86fe8d1',
      [`${root}/README.md`]: '3a137eef6458bfb76bb2c63fc29ffc7166604d2d2e09ed9d8250a534122a8364',
      [`${root}/go.mod`]: '28e7c942a036902d981759d0bf5704d2bfc7cb500caf68b84711b234af01c6a5',
    };
    expect(digest(files)).toBe('dirHash:2a1bb6127fb481c60f67692e22285fb306f3c6ffe62075e0ccf674d7c3adcb8f');
  });

  it('is the same in whichever order files are read', () => {
    const files = fc.uniqueArray(
      fc.record({
        path: fc.stringMatching(/^[a-zé𝄞]{1,3}(\/[a-z\uFF5E]{1,3})?$/),
        sha256: fc.constantFrom(ONE, OTHER),
      }),
      { selector: ({ path }) => path, maxLength: 12 },
    );
    fc.assert(
      fc.property(files, (drawn) => {
        expect(unpackedDigest([...drawn].reverse(), sha256)).toBe(unpackedDigest(drawn, sha256));
      }),
    );
  });

  it('has its lines in the order of UTF-8, which that of JavaScript is not', () => {
    const [before, after] = ['\uFF5E', '\u{1D11E}'];
    expect([before, after].sort()).toEqual([after, before]);
    const lines = `${ONE}  ${before}\n${OTHER}  ${after}\n`;
    expect(digest({ [after]: OTHER, [before]: ONE })).toBe(`dirHash:${sha256(lines)}`);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['another byte', { 'index.js': OTHER, 'lib/a.js': ONE }],
    ['another path', { 'index.mjs': ONE, 'lib/a.js': ONE }],
    ['another folder', { 'index.js': ONE, 'a.js': ONE }],
    ['a file more', { 'index.js': ONE, 'lib/a.js': ONE, b: ONE }],
    ['a file less', { 'index.js': ONE }],
    ['nothing', {}],
  ])('is another one with %s', (_, files) => {
    expect(digest(files)).not.toBe(digest({ 'index.js': ONE, 'lib/a.js': ONE }));
  });

  it.each(['a\nb', 'a\\b', '/etc/passwd', '../a', 'a/../b', './a', 'a//b', ''])(
    'is not of a path that could be read in two ways: %j',
    (path) => {
      expect(() => digest({ [path]: ONE })).toThrow(/^The path /);
    },
  );

  it('is not of a path that is there twice', () => {
    const twice = [ONE, OTHER].map((sha) => ({ path: 'index.js', sha256: sha }));
    expect(() => unpackedDigest(twice, sha256)).toThrow('The path "index.js" is there twice.');
  });
});
