import { decideByRequest } from '../../../lambdas/release-decider/decide-release';
import { openWithManifest } from '../../../lambdas/release-opener/open-with-manifest';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import { glassIdOf } from '../../../lib/domain/attestation/break-glass';
import { NO_POLICY, type Policy } from '../../../lib/domain/policy/policy';
import type { AlarmWatch } from '../../../lib/domain/release/alarm-watch';
import type { OpenerPorts } from '../../../lib/flow/open-release';
import type { OpenedRelease } from '../../../lib/flow/open-with-manifest';
import { attestation, person, SUBJECT } from '../../domain/attestation/example-attestations';
import { InMemorySpentGlasses } from '../../domain/attestation/in-memory-spent-glasses';
import { judging } from '../../domain/policy/example-policy';
import { watching } from '../../domain/release/example-alarm-watch';
import { deployment, manifest } from '../../domain/release/example-platform';
import { gateRecord } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { noticePorts } from '../../flow/notice-ports';

const glass = (said: Partial<Attestation> = {}) =>
  attestation('break-glass', { by: person('jane'), said: 'The queue alarm is red, and this mends it.', ...said });
const GLASS = glass();
const OFF = { isOn: false };

interface Given {
  /** The id that the manifest has. */
  readonly id?: string;
  readonly watch?: Partial<AlarmWatch>;
  readonly attested?: readonly Attestation[];
  readonly policy?: Policy;
}

/** A platform on which deployments of one manifest begin. */
function platform({ id, watch = OFF, attested = [GLASS], policy = NO_POLICY }: Given) {
  const ledger = new InMemoryLedger();
  const code = { bucket: 'assets', key: 'code.zip' };
  const said = { ...manifest, schema: 3, subject: SUBJECT, code, ...(id === undefined ? {} : { breakGlass: id }) };
  const spentGlasses = new InMemorySpentGlasses();
  const ports: OpenerPorts = {
    ...{ platformName: 'main', ledger },
    deployments: { describe: (deploymentId) => Promise.resolve({ ...deployment, id: deploymentId }) },
    facts: { read: () => Promise.resolve(undefined) },
    ...judging(() => Promise.resolve(JSON.stringify(said)), { policy, attested }),
    ...{ spentGlasses, alarmWatches: { of: () => Promise.resolve(watching(watch)) } },
  };
  return { ports, ledger, spentGlasses };
}

/** Opens, has whatever gate is asked pass, and decides, as a gate run does. */
async function run({ ports, ledger }: ReturnType<typeof platform>, deploymentId = 'd-1') {
  const request = { deploymentId, phase: 'before-traffic' };
  const { gates, judged } = (await openWithManifest(request, ports)) as OpenedRelease;
  const answers = gates.map(({ name }) => ({ name, verdict: gateRecord(name, 'before-traffic', 'pass').verdict }));
  await decideByRequest({ ...request, gates, answers, judged }, { ...noticePorts(ledger).ports, ledger });
  return ledger.read(deploymentId);
}

const refusedFor = (code: string) => ({ state: 'refused', decidedBy: 'policy-alarms', reasons: [{ code }, {}] });

describe('a release whose alarms are ignored', () => {
  it('goes on by a break-glass of its own, and keeps who broke it', async () => {
    const given = platform({ id: glassIdOf(GLASS) });
    expect(await run(given)).toMatchObject({
      state: 'shifting',
      breakGlass: { id: glassIdOf(GLASS), by: GLASS.by.arn, because: GLASS.said, at: 1000, until: 9000 },
    });
    expect(given.ledger.gates[0]).toMatchObject({
      name: 'policy-alarms',
      verdict: { outcome: 'pass', reasons: [{ code: 'break-glass' }, { code: 'alarms-ignored' }] },
    });
  });

  it.each<[string, Given, string]>([
    ['nobody broke the glass', {}, 'no-glass'],
    ['its deployment alone ignores them', { watch: { ...OFF, isOverridden: true } }, 'no-glass'],
    ['its group lacks an alarm', { watch: { names: ['chat-errors'] } }, 'no-glass'],
    ['unreadable alarms are passed over', { watch: { passesOverUnreadable: true } }, 'no-glass'],
    ['the id is of nobody', { id: 'bg-aaaaaaaaaaaa-ffffffffffff' }, 'glass-unknown'],
    ['the id is of another subject', { id: 'bg-bbbbbbbbbbbb-000000000001' }, 'glass-of-another-subject'],
    ...(
      [
        ['it has expired', { expiresAt: 2000 }, 'glass-expired'],
        ['it was a no', { outcome: 'fail' }, 'glass-refused'],
      ] as const
    ).map(([name, said, code]): [string, Given, string] => {
      const one = glass(said);
      return [name, { id: glassIdOf(one), attested: [one] }, code];
    }),
    [
      'somebody said no since',
      { id: glassIdOf(GLASS), attested: [GLASS, glass({ outcome: 'fail', at: 1500 })] },
      'glass-taken-back',
    ],
    [
      'it is another kind of attestation',
      {
        id: glassIdOf(attestation('qa-lead', { proof: GLASS.proof })),
        attested: [attestation('qa-lead', { proof: GLASS.proof })],
      },
      'glass-unknown',
    ],
  ])('is blocked where %s', async (_, given, code) => {
    const account = platform(given);
    const release = await run(account);
    expect(release).toMatchObject(refusedFor(code));
    expect(release?.breakGlass).toBeUndefined();
    expect(account.spentGlasses.spent.size).toBe(0);
  });

  it('is blocked where the break-glass was used by another', async () => {
    const given = platform({ id: glassIdOf(GLASS) });
    await run(given, 'd-1');
    expect(await run(given, 'd-2')).toMatchObject(refusedFor('glass-spent'));
    expect(given.spentGlasses.spent).toEqual(new Map([[glassIdOf(GLASS), 'd-1']]));
  });

  it('is one of two that race for one break-glass, and the other is blocked', async () => {
    const given = platform({ id: glassIdOf(GLASS) });
    // Both have seen it unused before either uses it.
    const racing = {
      ...given,
      ports: {
        ...given.ports,
        spentGlasses: {
          by: () => Promise.resolve(undefined),
          spend: (id: string, release: string) => given.spentGlasses.spend(id, release),
        },
      },
    };
    const both = await Promise.all([run(racing, 'd-1'), run(racing, 'd-2')]);
    expect(both.map((one) => one?.state).sort()).toEqual(['refused', 'shifting']);
    expect(both.find((one) => one?.state === 'refused')).toMatchObject(refusedFor('glass-spent'));
  });

  it('has it still where its gate run is tried again', async () => {
    const given = platform({ id: glassIdOf(GLASS) });
    await openWithManifest({ deploymentId: 'd-1', phase: 'before-traffic' }, given.ports);
    expect(await run(given, 'd-1')).toMatchObject({ state: 'shifting', revision: 3 });
  });

  it('does not use it up where something else stops it', async () => {
    const policy: Policy = { schema: 1, requirements: [{ kind: 'evidence', checks: ['unit'] }] };
    const given = platform({ id: glassIdOf(GLASS), policy });
    expect(await run(given)).toMatchObject({ state: 'refused', decidedBy: 'policy-evidence' });
    expect(given.spentGlasses.spent.size).toBe(0);
  });

  it('uses nothing up where no alarm is ignored', async () => {
    const given = platform({ id: glassIdOf(GLASS), watch: {} });
    const release = await run(given);
    expect([release?.state, release?.breakGlass, given.spentGlasses.spent.size]).toEqual(['shifting', undefined, 0]);
    expect(given.ledger.gates.map(({ name }) => name)).not.toContain('policy-alarms');
  });

  it('is stopped where CodeDeploy does not say what it watches', async () => {
    const { ports } = platform({});
    const broken = { ...ports, alarmWatches: { of: () => Promise.reject(new Error('throttled')) } };
    await expect(openWithManifest({ deploymentId: 'd-1', phase: 'before-traffic' }, broken)).rejects.toThrow(
      'throttled',
    );
  });
});
