import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { judgeDrift, type Anchor } from '../../../lib/domain/judge/judge-drift';
import { studentQuantile, studentTail } from '../../../lib/domain/statistics/student-t';

/** Twenty anchors with eight recorded scores each, by a judge of whole scores that now scores so much higher. */
function releases(count: number, shift: number): readonly (readonly Anchor[])[] {
  const generator = xoroshiro128plus(11);
  const score = (level: number) =>
    Math.floor(level + 1.8 * (uniformFloat64(generator) - 0.5) + uniformFloat64(generator));
  return Array.from({ length: count }, () =>
    Array.from({ length: 20 }, (_, index) => {
      const level = 2 + (index % 5) / 2;
      return { recorded: Array.from({ length: 8 }, () => score(level)), again: [score(level + shift)] };
    }),
  );
}

const foundShare = (shift: number) => {
  const findings = releases(1000, shift).map((anchors) => judgeDrift(anchors).finding);
  return findings.filter((finding) => finding === 'shifted').length / findings.length;
};

describe('the drift of the judge', () => {
  it('is found in one of twenty releases with a judge that is the same', () => {
    expect(foundShare(0)).toBeGreaterThan(0.035);
    expect(foundShare(0)).toBeLessThan(0.065);
  });

  it('is found four times in five where it is as large as it says', () => {
    const [anchors] = releases(1, 0);
    const { detectableShift } = judgeDrift(anchors!);
    expect(detectableShift).toBeGreaterThan(0.35);
    expect(detectableShift).toBeLessThan(0.6);
    expect(foundShare(detectableShift)).toBeGreaterThan(0.7);
    expect(foundShare(detectableShift)).toBeLessThan(0.9);
  });

  it('is the same in size when the judge has become stricter', () => {
    const anchors = [{ recorded: [3, 4, 3, 4], again: [2] }];
    const mirrored = [{ recorded: [3, 2, 3, 2], again: [4] }];
    expect(judgeDrift(anchors).shift).toBe(-1.5);
    expect(judgeDrift(mirrored).shift).toBe(1.5);
    expect(judgeDrift(mirrored).pValue).toBeCloseTo(judgeDrift(anchors).pValue, 12);
  });

  it('is any change of a judge that always gave the same score', () => {
    expect(judgeDrift([{ recorded: [4, 4, 4], again: [3] }])).toMatchObject({ finding: 'shifted', pValue: 0 });
    expect(judgeDrift([{ recorded: [4, 4, 4], again: [4] }])).toMatchObject({ finding: 'steady', pValue: 1 });
  });

  it('is unknown without anchors, or where none has two recorded scores', () => {
    expect(judgeDrift([]).finding).toBe('unknown');
    expect(judgeDrift([{ recorded: [4], again: [4] }]).finding).toBe('unknown');
    expect(judgeDrift([{ recorded: [4, 5], again: [] }]).finding).toBe('unknown');
  });
});

describe("Student's t", () => {
  // Tables of the distribution, as in the NIST handbook, section 1.3.6.7.2.
  it.each([
    [0.05, 1, 6.314],
    [0.025, 10, 2.228],
    [0.05, 99, 1.66],
    [0.005, 30, 2.75],
    [0.05, 1000, 1.646],
  ])('exceeds with chance %d at %d degrees of freedom: %d', (tail, freedom, t) => {
    expect(studentQuantile(tail, freedom)).toBeCloseTo(t, 3);
  });

  it('is even on both sides, and at one degree of freedom it is the Cauchy distribution', () => {
    expect(studentTail(-1.3, 7) + studentTail(1.3, 7)).toBeCloseTo(1, 12);
    expect(studentTail(2.5, 1)).toBeCloseTo(0.5 - Math.atan(2.5) / Math.PI, 10);
    expect(studentTail(0, 5)).toBeCloseTo(0.5, 12);
  });
});
