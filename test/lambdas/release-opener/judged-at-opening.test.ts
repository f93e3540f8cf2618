import { decideByRequest } from '../../../lambdas/release-decider/decide-release';
import { openWithManifest } from '../../../lambdas/release-opener/open-with-manifest';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { Policy } from '../../../lib/domain/policy/policy';
import type { OpenerPorts } from '../../../lib/flow/open-release';
import type { OpenedRelease } from '../../../lib/flow/open-with-manifest';
import { attestation, SUBJECT } from '../../domain/attestation/example-attestations';
import { InMemoryDebts } from '../../domain/policy/in-memory-debts';
import { CODE, judging } from '../../domain/policy/example-policy';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { gateRecord } from '../../domain/release/example-release';
import { deployment, manifest } from '../../domain/release/example-platform';
import { noticePorts } from '../../flow/notice-ports';

const unit = attestation('unit', { code: CODE });
const security = attestation('security', { code: CODE });
const OBJECT = { bucket: 'assets', key: '3f2a.zip' };
const evidence: Policy = { schema: 1, requirements: [{ kind: 'evidence', checks: ['unit'] }] };

/** A release that has a gate for evidence beside its health, on a platform with a policy. */
function platform(policy: Policy, attested = [unit], mode?: 'shadow', name = 'ci') {
  const ledger = new InMemoryLedger();
  const [health] = manifest.gates.asked;
  const own = { name, kind: 'ci-evidence', phase: 'before-traffic', deadlineSeconds: 30, attested: ['security'] };
  const asked = [{ ...own, ...(mode ? { mode } : {}) }, health];
  const text = JSON.stringify({
    ...manifest,
    schema: 3,
    subject: SUBJECT,
    code: OBJECT,
    gates: { ...manifest.gates, asked },
  });
  const ports: OpenerPorts = {
    ...{ platformName: 'main', ledger },
    deployments: { describe: () => Promise.resolve(deployment) },
    facts: { read: () => Promise.resolve(undefined) },
    ...judging(() => Promise.resolve(text), { policy, attested }),
  };
  return { ports, ledger };
}

const request = { deploymentId: 'd-1', phase: 'before-traffic' };

/** Opens, has whatever gate is asked pass, and decides, as a gate run does. */
async function run({ ports, ledger }: ReturnType<typeof platform>) {
  const { gates, judged } = (await openWithManifest(request, ports)) as OpenedRelease;
  const answers = gates.map(({ name }) => ({ name, verdict: gateRecord(name, 'before-traffic', 'pass').verdict }));
  const decided = await decideByRequest(
    { ...request, gates, answers, judged },
    { ...noticePorts(ledger).ports, ledger },
  );
  return { asked: gates.map(({ name }) => name), ...decided, release: await ledger.read('d-1') };
}

describe('what was attested', () => {
  it('lets a release through beside its gates, and is kept as they are', async () => {
    const given = platform(evidence, [unit, security]);
    expect(await run(given)).toMatchObject({ asked: ['health'], status: 'Succeeded', release: { state: 'shifting' } });
    expect(given.ledger.gates.map(({ name, verdict }) => [name, verdict.outcome])).toEqual([
      ['ci', 'pass'],
      ['policy-bytes', 'pass'],
      ['policy-evidence', 'pass'],
      ['health', 'pass'],
    ]);
  });

  it.each([
    ['a gate of its own lacks it', evidence, [unit], 'ci'],
    ['the platform asks for it', evidence, [security], 'policy-evidence'],
  ])('stops a release where %s, before any gate is asked', async (_, policy, attested, decidedBy) => {
    const given = platform(policy, attested);
    expect(await run(given)).toMatchObject({
      ...{ asked: [], status: 'Failed' },
      release: {
        ...{ state: 'refused', decidedBy, reasons: [{ code: 'not-attested' }] },
        notes: [{ code: 'gate-not-asked', message: expect.stringContaining('Gate health') as string }],
      },
    });
  });

  it('stops nothing where the gate is a shadow, and is noted', async () => {
    expect(await run(platform({ schema: 1, requirements: [] }, [], 'shadow'))).toMatchObject({
      ...{ asked: ['health'], status: 'Succeeded' },
      release: { notes: [{ code: 'shadow-not-passed' }] },
    });
  });

  it('is not answered by a gate of the squad that takes the platform’s name', async () => {
    const given = platform(evidence, [security], 'shadow', 'policy-evidence');
    await expect(run(given)).rejects.toThrow(/gates\.asked\.0\.name.*must not begin with `policy-`/);
  });

  it('cannot be left out: a run that has no judgement of it fails', async () => {
    const { ports, ledger } = platform(evidence, [unit, security]);
    const { gates } = (await openWithManifest(request, ports)) as OpenedRelease;
    const answers = gates.map(({ name }) => ({ name, verdict: gateRecord(name, 'before-traffic', 'pass').verdict }));
    const decide = { ...request, gates, answers };
    expect(await decideByRequest(decide, { ...noticePorts(ledger).ports, ledger })).toEqual({ status: 'Failed' });
  });

  it('is judged anew where a run is asked for again', async () => {
    const { ports } = platform(evidence, [security]);
    const first = (await openWithManifest(request, ports)) as OpenedRelease;
    const of = () => Promise.resolve([unit, security]);
    const second = (await openWithManifest(request, { ...ports, attestations: { of } })) as OpenedRelease;
    expect([first.gates.length, second.gates.length]).toEqual([0, 1]);
  });

  const later: Policy = {
    schema: 1,
    requirements: [...evidence.requirements, { kind: 'evidence', checks: ['regression-test'], owedWithinHours: 24 }],
  };

  it('may come later, where the platform says so: then it is kept that it is owed, once', async () => {
    const { ports, ledger } = platform(later, [unit, security]);
    const debts = new InMemoryDebts();
    const given = { ports: { ...ports, debts }, ledger };
    expect(await run(given)).toMatchObject({ status: 'Succeeded', release: { state: 'shifting' } });
    await openWithManifest(request, given.ports);
    const { openedAt = 0 } = (await ledger.read('d-1')) ?? {};
    expect([...debts.open.values()]).toEqual([
      {
        releaseId: 'd-1',
        debt: {
          ...{ subject: SUBJECT, code: CODE, openedAt, dueAt: openedAt + 24 * 3_600_000, checks: ['regression-test'] },
          approvals: { by: [], independent: false, beside: [] },
        },
      },
    ]);
    const record = ledger.gates.find(({ name }) => name === 'policy-owed');
    expect(record?.verdict).toMatchObject({ outcome: 'pass', reasons: [{ code: 'owed' }] });
  });

  it.each<[string, readonly Attestation[]]>([
    ['is there already', [unit, security, attestation('regression-test', { code: CODE })]],
    ['is of a release that something else stops', [security]],
    ['failed', [unit, security, attestation('regression-test', { code: CODE, outcome: 'fail' })]],
  ])('is not owed where what may come later %s', async (_, attested) => {
    const { ports } = platform(later, [...attested]);
    const debts = new InMemoryDebts();
    await openWithManifest(request, { ...ports, debts });
    expect(debts.open.size).toBe(0);
  });

  it('stops the release where nobody can keep that it is owed', async () => {
    const { ports } = platform(later, [unit, security]);
    const debts = { keep: () => Promise.reject(new Error('throttled')) };
    await expect(openWithManifest(request, { ...ports, debts })).rejects.toThrow('throttled');
  });

  it.each<[string, (ports: OpenerPorts) => OpenerPorts, RegExp]>([
    [
      'the policy cannot be read',
      ({ parameters, ...ports }) => ({
        ...ports,
        parameters: {
          read: (name) => (name.endsWith('/policy') ? Promise.reject(new Error('denied')) : parameters.read(name)),
        },
      }),
      /denied/,
    ],
    [
      'the policy is none',
      ({ parameters, ...ports }) => ({
        ...ports,
        parameters: { read: (name) => (name.endsWith('/policy') ? Promise.resolve('{}') : parameters.read(name)) },
      }),
      /The policy in the parameter \/sluice\/main\/policy cannot be read/,
    ],
    [
      'attestations cannot be read',
      (ports) => ({ ...ports, attestations: { of: () => Promise.reject(new Error('throttled')) } }),
      /throttled/,
    ],
  ])('stops the run where %s', async (_, broken, says) => {
    await expect(openWithManifest(request, broken(platform(evidence).ports))).rejects.toThrow(says);
  });
});
