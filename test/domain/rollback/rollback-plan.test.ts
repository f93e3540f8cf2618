import { knownGoodSince, rollbackPlan, type RollbackFacts } from '../../../lib/domain/rollback/rollback-plan';
import { releaseIn } from '../release/example-release';

const VERSIONS = ['$LATEST', '6', '7', '8'];
const released = releaseIn({ id: 'd-1', blue: '7', green: '8', state: 'released', endedAt: 5000 });
const before = releaseIn({ id: 'd-0', blue: '6', green: '7', state: 'released', endedAt: 2000 });
const shifting = releaseIn({ id: 'd-2', blue: '7', green: '8', state: 'shifting' });

const facts = (given: Partial<RollbackFacts> = {}): RollbackFacts => ({
  alias: 'chat:live',
  serving: { version: '8', versions: VERSIONS },
  releases: [released, before],
  ...given,
});

const split = { version: '7', additional: { version: '8', weight: 0.1 }, versions: VERSIONS };
const underWay = { id: 'd-2', isRollback: false };

describe('how a version is put back', () => {
  it.each<[string, Partial<RollbackFacts>, object]>([
    ['after the end: the one before', {}, { kind: 'deploy', from: '8', to: '7', clearsWeights: false }],
    [
      'after an end that the ledger has not heard of yet',
      { releases: [{ ...released, state: 'verifying' }, before] },
      { kind: 'deploy', from: '8', to: '7' },
    ],
    [
      'what was put back, and moved there by hand once more',
      { releases: [{ ...released, state: 'rolled-back' }, before] },
      { kind: 'deploy', from: '8', to: '7' },
    ],
    ['after the end: the one that is asked for', { wanted: '6' }, { kind: 'deploy', from: '8', to: '6' }],
    ['what serves already', { wanted: '8' }, { kind: 'none', to: '8', why: 'It serves alone already.' }],
    [
      'what was put back already, and not the one before it as well',
      { serving: { version: '7', versions: VERSIONS }, releases: [{ ...released, state: 'rolled-back' }, before] },
      { kind: 'none', to: '7', why: expect.stringContaining('The newest release, d-1, ended rolled-back') as string },
    ],
    [
      'what was put back already, where one further back is asked for',
      {
        ...{ serving: { version: '7', versions: VERSIONS }, wanted: '6' },
        releases: [{ ...released, state: 'rolled-back' }, before],
      },
      { kind: 'deploy', from: '7', to: '6' },
    ],
    [
      'while it shifts: by the alarm of the release',
      { serving: split, underWay: { ...underWay, alarm: 'chat-regression' }, releases: [shifting] },
      { kind: 'stop', deploymentId: 'd-2', alarm: 'chat-regression', from: '8', to: '7' },
    ],
    [
      'while it shifts, without such an alarm: by a request',
      { serving: split, underWay, releases: [shifting], wanted: '7' },
      { kind: 'stop', deploymentId: 'd-2', from: '8', to: '7' },
    ],
    [
      'while all traffic is on green and its last gates are asked',
      { underWay, releases: [shifting] },
      { kind: 'stop', from: '8', to: '7' },
    ],
    ['while somebody is at it', { underWay: { id: 'd-3', isRollback: true } }, { kind: 'wait', deploymentId: 'd-3' }],
    ['an alias on two versions: the main one', { serving: split }, { kind: 'clear', from: '8', to: '7' }],
    [
      'an alias on two versions: another than the main one',
      { serving: split, wanted: '6' },
      { kind: 'deploy', from: '7', to: '6', clearsWeights: true },
    ],
  ])('%s', (_, given, expected) => {
    expect(rollbackPlan(facts(given))).toMatchObject(expected);
  });

  it.each<[string, Partial<RollbackFacts>, string, string]>([
    ['no alias', { serving: { versions: [] } }, 'There is no alias chat:live.', 'Name a function and an alias of it'],
    ['a version that is gone', { wanted: '5' }, 'Version 5 is gone.', '6, 7, 8'],
    ['a blue that is gone', { serving: { version: '8', versions: ['$LATEST', '8'] } }, 'Version 7 is gone.', '8'],
    ['$LATEST', { wanted: '$LATEST' }, 'No alias is moved to $LATEST', '6, 7, 8'],
    ['nothing in the ledger', { releases: [] }, 'The ledger has no release that brought version 8', '--to VERSION'],
    [
      'the first version of all',
      { releases: [releaseIn({ blue: undefined, green: '8', state: 'released' })] },
      'Version 8 is the first of chat:live',
      '--to VERSION',
    ],
    [
      'another version while a release shifts',
      { serving: split, underWay, releases: [shifting], wanted: '6' },
      'Deployment d-2 is under way, and to stop it puts version 7 back, not 6.',
      'Stop it without `--to`',
    ],
  ])('refuses %s, and says what to do', (_, given, what, fix) => {
    expect(rollbackPlan(facts(given))).toMatchObject({
      kind: 'refused',
      what: expect.stringContaining(what) as string,
      fix: expect.stringContaining(fix) as string,
    });
  });

  it('knows since when a version is good by the release that brought it', () => {
    expect(knownGoodSince([released, before], '7')).toBe(2000);
    expect(knownGoodSince([released, before], '6')).toBeUndefined();
    expect(knownGoodSince([{ ...before, state: 'rolled-back' }], '7')).toBeUndefined();
  });
});
