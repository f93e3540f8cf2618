import { rehearsedGates, type RehearsedVerdict } from '../../../lib/domain/shadow/rehearsed-gates';

const said = (known: RehearsedVerdict['known'], blocks: boolean, gate = 'quality'): RehearsedVerdict => ({
  ...{ service: 'chat:live', gate, phase: 'before-traffic', known, blocks },
});

describe('what rehearsed releases show of a gate', () => {
  it('is its decision on each kind, by what the scenarios say', () => {
    const verdicts = [
      said('good', false),
      said('good', true),
      said('bad', true),
      said('bad', false),
      said('unknown', true),
    ];
    expect(rehearsedGates(verdicts)).toEqual([
      {
        ...{ service: 'chat:live', gate: 'quality', phase: 'before-traffic' },
        ...{ good: 2, blockedGood: 1, bad: 2, blockedBad: 1, unknown: 1 },
        conclusion: [
          'It blocked 1 of 2 releases that should come through: mend it before it counts.',
          'It blocked 1 of 2 releases that should be stopped: others must find the rest.',
          'Left out, as their scenarios expect nothing of them: 1 release.',
        ],
      },
    ]);
  });

  it('is not known of what was not rehearsed', () => {
    expect(rehearsedGates([said('good', false)])[0]?.conclusion).toEqual([
      'It blocked 0 of 1 release that should come through.',
      'Nothing that should be stopped was rehearsed, so it is not known to find anything.',
    ]);
    expect(rehearsedGates([said('bad', true)])[0]?.conclusion[0]).toContain('Nothing that should come through');
  });

  it('is told for each gate by itself', () => {
    const reports = rehearsedGates([said('good', false, 'health'), said('good', true)]);
    expect(reports.map(({ gate, blockedGood }) => [gate, blockedGood])).toEqual([
      ['health', 0],
      ['quality', 1],
    ]);
  });
});
