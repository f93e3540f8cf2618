import { openFirstRelease } from '../../../lambdas/release-opener/open-first-release';
import type { FirstOpenerPorts } from '../../../lib/flow/open-first-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { manifest } from '../../domain/release/example-platform';
import { judging } from '../../domain/policy/example-policy';
import { first } from '../first-release-answerer/example-requests';

const asked = [
  ...manifest.gates.asked,
  { name: 'contract', phase: 'before-traffic', deadlineSeconds: 90, needsBlue: true },
];
const TEXT = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } });

function platform(exists = false) {
  const ledger = new InMemoryLedger();
  const ports: FirstOpenerPorts = {
    platformName: 'main',
    ledger,
    facts: { read: () => Promise.resolve(undefined) },
    ...judging((name) => Promise.resolve(name === '/sluice/main/releases/chat-live' ? TEXT : 'no')),
    aliases: { exists: () => Promise.resolve(exists) },
  };
  return { ports, ledger };
}

describe('the opener of a first release', () => {
  it('keeps it with its manifest, without a blue, and asks what needs none', async () => {
    const { ports, ledger } = platform();
    expect(await openFirstRelease({ firstRelease: first }, ports)).toEqual({
      kind: 'release',
      release: { id: first.id, functionName: 'chat', deploymentGroup: 'chat-live', green: '1' },
      gates: [
        { name: 'health', deadlineSeconds: 90 },
        { name: 'chat', deadlineSeconds: 630 },
      ],
      judged: [],
      gateFile: { bucket: 'assets', key: 'gates.json', sha256: 'a'.repeat(64) },
      releaseRoleArn: manifest.releaseRoleArn,
    });
    expect(await ledger.read(first.id)).toMatchObject({ ...first, state: 'gating', reasons: [], revision: 1 });
    expect(await ledger.manifest(first.id)).toBe(TEXT);
  });

  it('opens nothing where the alias is there: CodeDeploy moves it', async () => {
    const { ports, ledger } = platform(true);
    expect(await openFirstRelease({ firstRelease: first }, ports)).toEqual({ kind: 'known-alias' });
    expect(await ledger.unsettled()).toEqual([]);
  });

  it('says what is wrong with a request that is none', async () => {
    await expect(openFirstRelease({ firstRelease: { ...first, green: '' } }, platform().ports)).rejects.toThrow(
      'The request to open a first release',
    );
  });
});
