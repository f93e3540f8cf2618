import { readManifest } from '../../../lib/domain/release/read-manifest';
import { manifest } from './example-platform';

describe('the text of a manifest', () => {
  it('is read as it was written', () => {
    expect(readManifest(JSON.stringify(manifest))).toEqual({ manifest });
  });

  it.each<[string, string | undefined, string]>([
    ['nothing', undefined, 'Invalid type: Expected string'],
    ['no JSON', 'a-secret', 'Invalid JSON'],
    ['another shape', '{"schema":2,"releaseRoleArn":"a-secret"}', 'gates: Invalid key'],
  ])('is not read where it is %s, and is not in what is wrong with it', (_, text, says) => {
    const { problem = '' } = readManifest(text) as { readonly problem?: string };
    expect(problem).toContain(says);
    expect(problem).not.toContain('a-secret');
  });
});
