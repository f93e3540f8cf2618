import { featuresPage } from '../../lib/cli/features-page';
import { emulatedFeatures } from '../../lib/rehearsal';
import { readPage } from './fences';

describe('the list of what is emulated', () => {
  it('is what the code says; `npm run docs` writes it anew', () => {
    expect(readPage('docs/feature-support.md')).toBe(featuresPage(emulatedFeatures()));
  });
});
