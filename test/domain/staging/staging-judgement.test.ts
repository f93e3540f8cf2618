import type { CodeDigest } from '../../../lib/domain/code/code-digest';
import type { Release, ReleaseState } from '../../../lib/domain/release/release';
import { RELEASE_STATES } from '../../../lib/domain/release/release';
import type { ConfigurationDifferences } from '../../../lib/domain/staging/configuration-differences';
import { stagingJudgement } from '../../../lib/domain/staging/staging-judgement';
import { releaseIn } from '../release/example-release';

const AT = Date.parse('2026-01-05T09:00Z');
const CODE: CodeDigest = `dirHash:${'a'.repeat(64)}`;
const NONE: ConfigurationDifferences = {
  ...{ settings: [], variables: [], onlyInStaging: [], onlyInProduction: [], unknown: [] },
};
const BROKEN = { id: 'bg-1', by: 'arn', because: 'It had to be.', at: 1, until: AT };

const judged = (release: Partial<Release>, differences: Partial<ConfigurationDifferences> = {}) =>
  stagingJudgement({
    release: releaseIn({ state: 'released', endedAt: AT, ...release }),
    ...{ staged: CODE, code: CODE, differences: { ...NONE, ...differences }, now: AT + 9_000_000 },
  });

describe('a release in staging', () => {
  it('that was released passes, with when it was and what differs by name', () => {
    const differences: ConfigurationDifferences = {
      ...{ settings: ['memory', 'timeout'], variables: ['URL'], onlyInStaging: ['DEBUG'], onlyInProduction: ['KEY'] },
      unknown: ['TABLE'],
    };
    expect(judged({}, differences)).toEqual({
      outcome: 'pass',
      sentence:
        'd-1 of chat:live was released in staging at 2026-01-05T09:00Z with this code. What differs: memory and timeout; environment variables URL; environment variables only in staging DEBUG; environment variables only in production KEY. Not comparable before the deployment: TABLE.',
      figures: { differences: 5, 'not comparable': 1, 'hours since staging': 2.5 },
    });
  });

  it('says that nothing differs', () => {
    expect(judged({})).toMatchObject({ sentence: expect.stringMatching(/No configuration differs\.$/) as string });
  });

  it('names the first of many, in one line', () => {
    const onlyInStaging = ['A\nB', 'C', 'D', 'E', 'F', 'G', 'H'];
    const found = judged({}, { onlyInStaging });
    expect(found).toMatchObject({
      sentence: expect.stringContaining('only in staging A B, C, D, E, F and 2 more.') as string,
      figures: { differences: 7 },
    });
  });

  it.each<[ReleaseState, RegExp]>([
    ['blocked', /was blocked in staging .* by smoke: It said\s+no\./],
    ['rolled-back', /was rolled back in staging .* by smoke: It said no\./],
    ['failed', /d-1 of chat:live failed in staging .* by smoke: It said no\./],
  ])('that ended %s fails, with its reason', (state, says) => {
    const reasons = [{ code: 'x', message: 'It said\nno.' }];
    const found = judged({ state, decidedBy: 'smoke', reasons });
    expect(found).toMatchObject({ outcome: 'fail', sentence: expect.stringMatching(says) as string });
  });

  it('that was stopped leaves room for what differs, however long its reason is', () => {
    const reasons = [{ code: 'x', message: 'no '.repeat(500) }];
    const found = judged({ state: 'blocked', reasons }, { settings: ['memory'] });
    expect('sentence' in found && found.sentence.length).toBeLessThan(400);
    expect(found).toMatchObject({ sentence: expect.stringContaining('What differs: memory.') as string });
  });

  it('whose version is gone is not compared, and says so', () => {
    const release = releaseIn({ state: 'blocked', endedAt: AT });
    expect(stagingJudgement({ release, staged: CODE, code: CODE, now: AT })).toEqual({
      outcome: 'fail',
      sentence: expect.stringContaining('so no configuration can be compared') as string,
      figures: { 'hours since staging': 0 },
    });
  });

  const open = RELEASE_STATES.filter((one) => !['released', 'blocked', 'rolled-back', 'failed'].includes(one));
  it.each(open)('shows nothing while it is %s', (state) => {
    expect(judged({ state })).toEqual({ problem: `Release d-1 has not ended in staging: it is ${state}.` });
  });

  it.each<ReleaseState>(['released', 'blocked'])('of other code shows nothing, though it was %s', (state) => {
    const release = releaseIn({ state, endedAt: AT });
    const found = { release, staged: `dirHash:${'b'.repeat(64)}` as const, code: CODE, differences: NONE, now: AT };
    expect(stagingJudgement(found)).toMatchObject({ problem: expect.stringContaining('of other code') as string });
    expect(stagingJudgement({ ...found, staged: undefined })).toMatchObject({
      problem: expect.stringContaining('Nobody knows') as string,
    });
  });

  it('that got through by break-glass shows nothing, and one that was stopped with it fails', () => {
    expect(judged({ breakGlass: BROKEN })).toMatchObject({ problem: expect.stringContaining('break-glass') as string });
    expect(judged({ state: 'rolled-back', breakGlass: BROKEN })).toMatchObject({ outcome: 'fail' });
  });
});
