import { decideByRequest } from '../../../lambdas/release-decider/decide-release';
import type { AskedGate } from '../../../lib/domain/release/manifest';
import { gateRecord, newRelease } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { manifest } from '../../domain/release/example-platform';
import { noticePorts } from '../../flow/notice-ports';

const inFlight = (settings: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name: 'error-rate', phase: 'in-flight', deadlineSeconds: 30, needsBlue: true, onInconclusive: 'proceed' },
  ...settings,
});

/** A release with one gate in flight and no other, whose traffic is all on green. */
async function shifted(gate: AskedGate) {
  const ledger = new InMemoryLedger();
  const text = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked: [gate] } });
  await ledger.open(newRelease, text);
  const ports = { ...noticePorts(ledger).ports, ledger };
  const before = await decideByRequest(
    { deploymentId: 'd-1', phase: 'before-traffic', gates: [], answers: [], watched: null },
    ports,
  );
  const after = (watched: unknown) =>
    decideByRequest({ deploymentId: 'd-1', phase: 'after-traffic', gates: [], answers: [], watched }, ports);
  return { ledger, before, after };
}

const said = (outcome: 'pass' | 'inconclusive' | 'fail', name = 'error-rate') => ({
  answers: [{ name, verdict: gateRecord('error-rate', 'in-flight', outcome).verdict }],
});

describe('a release with a gate in flight', () => {
  it('is to be watched once it may shift', async () => {
    const { before } = await shifted(inFlight());
    expect(before).toEqual({ status: 'Succeeded', watch: true });
  });

  it.each<[string, unknown, 'Succeeded' | 'Failed', string]>([
    ['passed', said('pass'), 'Succeeded', 'pass'],
    ['found nothing', said('inconclusive'), 'Succeeded', 'inconclusive'],
    ['found a regression', said('fail'), 'Failed', 'fail'],
    ['is not there', null, 'Failed', 'fail'],
    ['has no answers', { answers: [] }, 'Failed', 'fail'],
    ['makes no sense', '<html>', 'Failed', 'fail'],
    ['is of another gate', said('pass', 'latency'), 'Failed', 'fail'],
    ['broke', { broken: { error: 'Lambda.Unknown', cause: 'out of memory' } }, 'Failed', 'fail'],
  ])('is let through only where its last look says so: %s', async (_, watched, status, outcome) => {
    const { ledger, after } = await shifted(inFlight());
    expect(await after(watched)).toEqual({ status });
    expect(ledger.gates.find(({ name }) => name === 'error-rate')).toMatchObject({
      phase: 'in-flight',
      verdict: { outcome },
    });
    const decided = status === 'Succeeded' ? { state: 'verifying' } : { state: 'refused', decidedBy: 'error-rate' };
    expect(await ledger.read('d-1')).toMatchObject(decided);
  });

  it.each<[string, unknown]>([
    ['found a regression', said('fail')],
    ['is not there', null],
    ['broke', { broken: { error: 'Lambda.Unknown', cause: 'out of memory' } }],
  ])('is let through by a shadow whatever became of its last look: %s', async (_, watched) => {
    const { after } = await shifted(inFlight({ mode: 'shadow' }));
    expect(await after(watched)).toEqual({ status: 'Succeeded' });
  });

  it('blocks where nothing was found and the squad wants to know', async () => {
    const { after } = await shifted(inFlight({ onInconclusive: 'block' }));
    expect(await after(said('inconclusive'))).toEqual({ status: 'Failed' });
  });
});
