import { missedEvents, ROLLBACK_BEGINS_MS, type SeenDeployment } from '../../../lib/domain/release/missed-events';
import { isTerminal, RELEASE_STATES } from '../../../lib/domain/release/release';
import { releaseIn, stopped } from './example-release';

const AT = 1_000_000_000;
const ending = stopped({ trafficMoved: true, rollsBack: true });
const seen = (change: Partial<Extract<SeenDeployment, { kind: 'ended' }>> = {}): SeenDeployment => ({
  kind: 'ended',
  ending,
  endedAt: AT - 1000,
  rollback: 'none',
  ...change,
});
const kinds = (deployment: SeenDeployment) =>
  missedEvents(releaseIn({ state: 'shifting' }), deployment, AT).map(({ kind }) => kind);

describe('what a release missed', () => {
  it('is nothing while its deployment is under way', () => {
    expect(kinds({ kind: 'under-way' })).toEqual([]);
  });

  it('is the end of its deployment, as CodeDeploy tells it', () => {
    expect(missedEvents(releaseIn({}), seen(), AT)).toEqual([{ kind: 'deployment-ended', at: AT, ending }]);
    expect(kinds(seen({ rollback: 'under-way' }))).toEqual(['deployment-ended']);
    expect(kinds(seen({ rollback: 'under-way', endedAt: 0 }))).toEqual(['deployment-ended']);
  });

  it.each([
    ['succeeded', true],
    ['failed', false],
  ] as const)('is the end of its rollback too, which %s', (rollback, succeeded) => {
    const [, ended] = missedEvents(releaseIn({}), seen({ rollback }), AT);
    expect(ended).toEqual({ kind: 'rollback-ended', at: AT, succeeded });
  });

  it('is that nobody knows any more, where CodeDeploy forgot the deployment', () => {
    const [event] = missedEvents(releaseIn({}), { kind: 'gone' }, AT);
    expect(event).toEqual({
      kind: 'outcome-unknown',
      at: AT,
      reason: {
        code: 'deployment-gone',
        message: 'CodeDeploy does not know deployment d-1 any more, so that nobody can say how it ended.',
      },
    });
  });

  it('is that nothing puts the old version back, where a rollback has not begun in time', () => {
    const overdue = AT - ROLLBACK_BEGINS_MS;
    expect(kinds(seen({ endedAt: overdue + 1 }))).toEqual(['deployment-ended']);
    const [, event] = missedEvents(releaseIn({}), seen({ endedAt: overdue }), AT);
    expect(event).toEqual({
      kind: 'outcome-unknown',
      at: AT,
      reason: {
        code: 'rollback-not-begun',
        message: 'Deployment d-1 ended after traffic had moved, and CodeDeploy began no rollback within 15 minutes.',
      },
    });
  });

  it.each([
    ['it succeeded', { status: 'succeeded' } as const],
    ['no traffic had moved', stopped({ trafficMoved: false, rollsBack: true })],
    ['the group does not roll back', stopped({ trafficMoved: true, rollsBack: false })],
  ])('is no rollback, where %s', (_, other) => {
    expect(kinds(seen({ ending: other, endedAt: 0 }))).toEqual(['deployment-ended']);
  });

  it.each(RELEASE_STATES.filter(isTerminal))('is nothing where it is %s', (state) => {
    expect(missedEvents(releaseIn({ state }), seen({ rollback: 'succeeded' }), AT)).toEqual([]);
    expect(missedEvents(releaseIn({ state }), { kind: 'gone' }, AT)).toEqual([]);
  });
});
