import { diagnosis, type DoctorFacts } from '../../../lib/domain/doctor/diagnosis';
import { REFUSALS, refusedAlias, refusedStack } from '../../../lib/domain/reconcile/refusals';
import { releaseIn } from '../release/example-release';

const IN_LINE = { kind: 'in-line', version: '8' } as const;
const WATCHING = { isWatching: true, alarms: [{ name: 'chat-errors', state: 'OK' }] } as const;
const WELL: DoctorFacts = {
  alias: 'chat:live',
  decision: IN_LINE,
  group: WATCHING,
  release: releaseIn({ state: 'released' }),
  schemas: { platform: 3, release: 3 },
};

const drifted = {
  ...({ kind: 'reconcile', version: '7', believed: '8', isBegun: false } as const),
  updates: [{ kind: 'pin', templateText: '{}' }],
} as const;
const split = { version: '8', weight: 0.1 };
const refused = (refusal: NonNullable<ReturnType<typeof refusedAlias>>) => ({ kind: 'refused', refusal }) as const;
const stack = (status: string) =>
  refusedStack(
    {
      ...{ id: 'arn:stack', name: 'Service', status, isNested: false, capabilities: [], templateText: '{}' },
      ...{ physicalIds: {}, parameters: {} },
    },
    'chat:live',
  )!;

describe('what is wrong with an alias', () => {
  it('is nothing where all agree', () => {
    expect(diagnosis(WELL)).toEqual([]);
    expect(diagnosis({ alias: 'chat:live', decision: IN_LINE })).toEqual([]);
  });

  it.each<[string, Partial<DoctorFacts>, string, string, string]>([
    ['on two versions', { additional: split }, 'stops', 'alias-split', 'sluice rollback chat:live'],
    [
      'under release',
      { additional: split, underWay: { id: 'd-2', isRollback: false } },
      ...(['notes', 'release-in-flight', 'sluice show d-2 --watch'] as const),
    ],
    [
      'being put back',
      { underWay: { id: 'd-3', isRollback: true } },
      ...(['notes', 'rollback-under-way', 'sluice show d-3 --watch'] as const),
    ],
    ['out of line', { decision: drifted }, 'stops', 'alias-drifted', 'sluice reconcile chat:live'],
    [
      'halfway brought in line',
      { decision: { ...drifted, isBegun: true } },
      ...(['stops', 'reconcile-unfinished', 'sluice reconcile chat:live'] as const),
    ],
    [
      'gone',
      { decision: refused(refusedAlias({ functionName: 'chat', aliasName: 'live' })!) },
      ...(['stops', 'alias-missing', 'aws lambda create-alias'] as const),
    ],
    [
      'in a busy stack',
      { decision: refused(stack('UPDATE_IN_PROGRESS')) },
      'notes',
      'stack-busy',
      'Wait until it has ended',
    ],
    [
      'in a broken stack',
      { decision: refused(stack('UPDATE_ROLLBACK_FAILED')) },
      ...(['stops', 'stack-broken', 'aws cloudformation continue-update-rollback --stack-name Service'] as const),
    ],
    [
      'in a template that is not read',
      { decision: refused(REFUSALS.notJson('Service')) },
      ...(['stops', 'template-not-json', 'deploy once'] as const),
    ],
    ['without its group', { group: 'gone' }, 'stops', 'group-gone', 'cdk deploy'],
    [
      'watched by no alarm',
      { group: { ...WATCHING, isWatching: false } },
      ...(['warns', 'alarms-are-off', 'Synthesize without a break-glass'] as const),
    ],
    [
      'under a red alarm',
      { group: { isWatching: true, alarms: [{ name: 'queue', state: 'ALARM' }] } },
      ...(['stops', 'alarm-red', 'sluice break-glass --help'] as const),
    ],
    [
      'of a release that nobody closed',
      { release: releaseIn({ state: 'shifting' }) },
      ...(['warns', 'release-not-closed', 'sluice show d-1'] as const),
    ],
    [
      'of a release that is newer than its platform',
      { schemas: { platform: 2, release: 3 } },
      ...(['stops', 'platform-older', 'Deploy the platform first'] as const),
    ],
  ])('%s', (_, given, severity, code, mend) => {
    expect(diagnosis({ ...WELL, ...given })).toEqual([
      expect.objectContaining({
        ...{ severity, code, release: 'chat:live' },
        mend: expect.stringContaining(mend) as string,
      }),
    ]);
  });

  it('is not that its stack is busy while a release is under way', () => {
    const found = diagnosis({
      ...{ ...WELL, decision: refused(stack('UPDATE_IN_PROGRESS')), release: releaseIn({ state: 'shifting' }) },
      underWay: { id: 'd-1', isRollback: false },
    });
    expect(found.map(({ code }) => code)).toEqual(['release-in-flight']);
  });

  it('is told with the worst first', () => {
    const found = diagnosis({ ...WELL, group: 'gone', underWay: { id: 'd-3', isRollback: true }, decision: drifted });
    expect(found.map(({ severity }) => severity)).toEqual(['stops', 'stops', 'notes']);
  });
});
