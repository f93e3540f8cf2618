import { foreseenLines } from '../../lib/report/foreseen-lines';
import type { ReportedRelease } from '../../lib/report/report';

const of = (name: string, ...foreseen: string[]) =>
  ({ function: name, alias: 'live', foreseen }) as unknown as ReportedRelease;

describe('what was known at synth', () => {
  it('is said once for each alias, as the last release with a deployment has it', () => {
    const releases = [of('Chat', 'Old.'), of('Cart', 'Sees much.', 'Costs little.'), of('Chat', 'New.'), of('Chat')];
    expect(foreseenLines({ releases })).toEqual([
      'Known at synth of Chat:live:\n  New.',
      'Known at synth of Cart:live:\n  Sees much.\n  Costs little.',
    ]);
  });

  it('is nothing where nothing was known', () => {
    expect(foreseenLines({ releases: [of('Chat')] })).toEqual([]);
  });
});
