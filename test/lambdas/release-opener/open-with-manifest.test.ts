import { openWithManifest } from '../../../lambdas/release-opener/open-with-manifest';
import type { OpenerPorts } from '../../../lib/flow/open-release';
import type { OpenedRelease } from '../../../lib/flow/open-with-manifest';
import { facts } from '../../domain/facts/example-facts';
import { newRelease } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { deployment, manifest } from '../../domain/release/example-platform';
import { judging } from '../../domain/policy/example-policy';

const TEXT = JSON.stringify(manifest);

function platform(parameter: () => Promise<string> = () => Promise.resolve(TEXT)) {
  const ledger = new InMemoryLedger();
  const read: string[] = [];
  const ports: OpenerPorts = {
    platformName: 'main',
    deployments: { describe: () => Promise.resolve(deployment) },
    ledger,
    facts: { read: () => Promise.resolve(undefined) },
    ...judging((name) => {
      read.push(name);
      return parameter();
    }),
  };
  return { ports, ledger, read };
}

const breaks = () => Promise.reject(new Error('it broke'));
const request = { deploymentId: 'd-1', phase: 'before-traffic' };

describe('the opener of a release', () => {
  it('keeps the release with its manifest and says which gates to ask, and how', async () => {
    const { ports, ledger, read } = platform();
    expect(await openWithManifest({ ...request, gateRun: 'arn:of:the:execution' }, ports)).toEqual({
      kind: 'release',
      release: { id: 'd-1', functionName: 'chat', deploymentGroup: 'chat-live', blue: '7', green: '8' },
      gates: [
        { name: 'health', deadlineSeconds: 90 },
        { name: 'chat', deadlineSeconds: 630 },
      ],
      judged: [],
      gateFile: { bucket: 'assets', key: 'gates.json', sha256: 'a'.repeat(64) },
      releaseRoleArn: manifest.releaseRoleArn,
    });
    expect(await ledger.read('d-1')).toMatchObject({
      ...newRelease,
      ...{ state: 'gating', gateRun: 'arn:of:the:execution' },
    });
    expect(await ledger.manifest('d-1')).toBe(TEXT);
    expect(read).toEqual(['/sluice/main/releases/chat-live']);
  });

  it('asks the gates of the phase', async () => {
    const opened = await openWithManifest({ ...request, phase: 'after-traffic' }, platform().ports);
    expect(opened).toMatchObject({ gates: [{ name: 'health-at-100-percent', deadlineSeconds: 90 }] });
  });

  it('says how often a gate may go on', async () => {
    const asked = [{ name: 'quality', phase: 'before-traffic', deadlineSeconds: 600, resumes: 3 }];
    const text = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } });
    const { gates } = (await openWithManifest(request, platform(() => Promise.resolve(text)).ports)) as OpenedRelease;
    expect(gates).toEqual([{ name: 'quality', deadlineSeconds: 600, resumes: 3 }]);
  });

  it('says which gates are asked again, and which function is asked, but not what an answer counts', async () => {
    const retry = { attempts: 2, everySeconds: 60 };
    const own = { name: 'own', phase: 'before-traffic', deadlineSeconds: 90, retry, functionArn: 'arn:own' };
    const asked = [{ ...own, mode: 'shadow', onInconclusive: 'proceed' }];
    const text = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } });
    expect(await openWithManifest(request, platform(() => Promise.resolve(text)).ports)).toMatchObject({
      gates: [{ name: 'own', deadlineSeconds: 90, retry, functionArn: 'arn:own' }],
    });
  });

  it('goes by the manifest that the release was opened with, whatever the parameter says now', async () => {
    const { ports, ledger, read } = platform(breaks);
    await ledger.open(newRelease, JSON.stringify({ ...manifest, releaseRoleArn: 'arn:first' }));
    expect(await openWithManifest(request, ports)).toMatchObject({ releaseRoleArn: 'arn:first' });
    expect(read).toEqual([]);
  });

  const subject = 'a'.repeat(64);
  const withSubject = JSON.stringify({ ...manifest, subject });

  it('joins what is known of the commit, by the subject', async () => {
    const { ports, ledger } = platform(() => Promise.resolve(withSubject));
    const asked: string[] = [];
    const read = (of: string) => {
      asked.push(of);
      return Promise.resolve(facts({ branch: 'main' }));
    };
    await openWithManifest(request, { ...ports, facts: { read } });
    expect(await ledger.read('d-1')).toMatchObject({ subject, facts: facts({ branch: 'main' }) });
    await openWithManifest({ ...request, phase: 'after-traffic' }, { ...ports, facts: { read } });
    expect(asked).toEqual([subject]);
  });

  it.each<[string, () => Promise<undefined>]>([
    ['nobody annotated it', () => Promise.resolve(undefined)],
    ['it cannot be read', breaks],
  ])('keeps the subject alone where %s', async (_, read) => {
    const { ports, ledger } = platform(() => Promise.resolve(withSubject));
    await openWithManifest(request, { ...ports, facts: { read } });
    const release = await ledger.read('d-1');
    expect(release?.subject).toBe(subject);
    expect(release).not.toHaveProperty('facts');
  });

  it('keeps a digest of what is published, as it was opened', async () => {
    const { ports, ledger } = platform();
    const asked: string[] = [];
    const digest = (...of: readonly string[]) => {
      asked.push(of.join(':'));
      return Promise.resolve('0b'.repeat(32));
    };
    await openWithManifest(request, { ...ports, published: { ...ports.published, digest } });
    await openWithManifest(
      { ...request, phase: 'after-traffic' },
      { ...ports, published: { ...ports.published, digest } },
    );
    expect(await ledger.read('d-1')).toMatchObject({ published: '0b'.repeat(32) });
    expect(asked).toEqual(['chat:8']);
  });

  it('is held up by no digest that cannot be had', async () => {
    const { ports, ledger } = platform();
    await openWithManifest(request, { ...ports, published: { ...ports.published, digest: breaks } });
    expect(await ledger.read('d-1')).toMatchObject({ state: 'gating' });
    expect(await ledger.read('d-1')).not.toHaveProperty('published');
  });

  it('lets a rollback through, without a trace in the ledger', async () => {
    const { ports, ledger, read } = platform();
    const describe = () => Promise.resolve({ ...deployment, rollsBack: 'd-0' });
    expect(await openWithManifest(request, { ...ports, deployments: { describe } })).toEqual({ kind: 'rollback' });
    expect(await ledger.read('d-1')).toBeUndefined();
    expect(read).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['no phase', { deploymentId: 'd-1' }],
    ['a phase that nobody knows', { ...request, phase: 'in-flight' }],
    ['more than that', { ...request, hookExecutionId: 'secret' }],
  ])('refuses a request with %s', async (_, given) => {
    await expect(openWithManifest(given, platform().ports)).rejects.toThrow('The request to open a release cannot be');
  });

  it.each<[string, (ports: OpenerPorts) => OpenerPorts, string]>([
    ['CodeDeploy cannot be asked', (ports) => ({ ...ports, deployments: { describe: breaks } }), 'it broke'],
    ['the parameter cannot be read', (ports) => ({ ...ports, parameters: { read: breaks } }), 'it broke'],
    [
      'the manifest is not JSON',
      (ports) => ({ ...ports, parameters: { read: () => Promise.resolve('<html>') } }),
      'The manifest of deployment d-1 cannot be understood',
    ],
    [
      'the manifest is of another schema',
      (ports) => ({ ...ports, parameters: { read: () => Promise.resolve(TEXT.replace('"schema":2', '"schema":9')) } }),
      'The manifest of deployment d-1 cannot be understood: schema: Invalid type: Expected (2 | 3).',
    ],
    ...(['open', 'manifest'] as const).map((operation): [string, (ports: OpenerPorts) => OpenerPorts, string] => [
      `the ledger fails at ${operation}`,
      (ports) => ({
        ...ports,
        ledger: {
          open: (known, text) => ports.ledger.open(known, text),
          manifest: (id) => ports.ledger.manifest(id),
          read: (id) => ports.ledger.read(id),
          replace: (next, event) => ports.ledger.replace(next, event),
          unsettled: () => ports.ledger.unsettled(),
          [operation]: breaks,
        },
      }),
      'it broke',
    ]),
  ])('throws, and opens nothing, where %s', async (_, broken, says) => {
    const { ports, ledger } = platform();
    await expect(openWithManifest(request, broken(ports))).rejects.toThrow(says);
    expect(await ledger.read('d-1')).toBeUndefined();
  });
});
