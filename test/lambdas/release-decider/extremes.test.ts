import { createHash } from 'node:crypto';
import { decideByRequest } from '../../../lambdas/release-decider/decide-release';
import type { IntegrationDefinition } from '../../../lib/domain/gates/integration/integration-definition';
import { fittedVerdict, verdictBytes } from '../../../lib/domain/gate/fitted-verdict';
import { runGate } from '../../../lib/domain/gates/run-gate';
import type { Verdict } from '../../../lib/domain/gate/verdict';
import type { Judge } from '../../../lib/domain/judge/judge-port';
import { applyEvent } from '../../../lib/flow/apply-event';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { plainText } from '../../../lib/domain/message/plain-text';
import { BUDGETS } from '../../../lib/domain/size/budgets';
import { manifest } from '../../domain/release/example-platform';
import { answered, greenOnly } from '../../domain/gate/scripted-green';
import { caseOf, qualityGate, QualityRelease } from '../../domain/gates/quality/quality-release';
import { newRelease, stopped } from '../../domain/release/example-release';
import { InMemoryLedger } from '../../domain/release/in-memory-ledger';
import { noticePorts } from '../../flow/notice-ports';

const GATES = 20;
const STATE_BYTES = 256 * 1024;
const ITEM_BYTES = 400 * 1024;
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const fitted = (verdict: Verdict) =>
  fittedVerdict(verdict, verdictBytes(GATES), (text) => createHash('sha256').update(text).digest('hex'));

const integration: IntegrationDefinition = {
  ...{ kind: 'integration', name: 'chat', phase: 'before-traffic', concurrency: 10, withinSeconds: 600, retries: 2 },
  suite: {
    ...{ effects: 'none', carry: {}, timeoutSeconds: 5 },
    conversations: Array.from({ length: 500 }, (_, index) => ({
      key: `conversation-${index}`,
      turns: [{ event: null, expect: { reply: { equals: '🐙'.repeat(400) } } }],
    })),
  },
};

const names = Array.from({ length: GATES }, (_, index) => `gate-${index}`.padEnd(64, 'x'));

async function judged(verdict: Verdict, mode: 'enforce' | 'shadow') {
  const asked = names.map((name) => ({ name, phase: 'before-traffic' as const, deadlineSeconds: 630, mode }));
  const ledger = new InMemoryLedger();
  const text = JSON.stringify({ ...manifest, gates: { ...manifest.gates, asked } });
  await ledger.open(newRelease, text);
  const request = {
    ...{ deploymentId: 'd-1', phase: 'before-traffic' },
    gates: asked.map(({ name, deadlineSeconds }) => ({ name, deadlineSeconds })),
    answers: names.map((name) => ({ name, verdict, attempts: 3 })),
  };
  expect(bytes(request)).toBeLessThan(STATE_BYTES);
  const { status } = await decideByRequest(request, { ...noticePorts(ledger).ports, ledger });
  const ending = stopped({ trafficMoved: false, rollsBack: true });
  const { release } = await applyEvent(ledger, 'd-1', { kind: 'deployment-ended', at: 3000, ending });
  for (const gate of ledger.gates) expect(bytes(gate)).toBeLessThan(ITEM_BYTES);
  expect(ledger.gates).toHaveLength(GATES);
  expect(bytes({ release, manifest: text })).toBeLessThan(ITEM_BYTES / 4);
  const message = outcomeMessage(release);
  expect(bytes(plainText(message))).toBeLessThanOrEqual(BUDGETS.message);
  expect(bytes(message)).toBeLessThanOrEqual(BUDGETS.messageValue);
  return { status, release };
}

describe('twenty gates of five hundred conversations in four-byte characters', () => {
  it('refuse a release by name, each with its reasons, and none shadows does', async () => {
    const call = () => Promise.resolve(answered({ reply: '🦑'.repeat(5000) }));
    const verdict = await runGate(integration, greenOnly({ call, now: () => 0 }));
    expect(verdict.reasons).toHaveLength(1500);
    const refused = await judged(fitted(verdict), 'enforce');
    expect([refused.status, refused.release.decidedBy]).toEqual(['Failed', names.join(', ')]);
    const shadows = await judged(fitted(verdict), 'shadow');
    expect([shadows.status, shadows.release.notes?.length]).toEqual(['Succeeded', GATES]);
  });
});

describe('twenty quality gates of six hundred cases in four-byte characters', () => {
  it('refuse a release with the worst answers of both versions side by side', async () => {
    const cases = Array.from({ length: 600 }, (_, index) => ({ ...caseOf(`c${index}`), critical: true }));
    const release = new QualityRelease(qualityGate({ margin: 2, expectedSd: 4 }, cases));
    const sound = release.judge;
    const judge: Judge = async (request, call) => {
      const answer = await sound(request, call);
      const { latencyMs, notes } = answer;
      if (!request.answer.startsWith('🦑')) return answer;
      return { kind: 'scored', score: 1, reason: '🐙'.repeat(1500), latencyMs, notes };
    };
    release.judge = judge;
    const right = (question: string) =>
      `The series ${/ series (\S+)\?/.exec(question)?.[1]} has 12 volumes and is complete.`;
    const { verdict } = await release.ask({ blue: right, green: () => '🦑'.repeat(20_000) });
    const { status } = await judged(fitted(verdict), 'enforce');
    expect(status).toBe('Failed');
    const { comparisons = [] } = fitted(verdict).evidence;
    expect(comparisons.length).toBeGreaterThan(2);
    expect(comparisons[0]).toMatchObject({ green: { score: 1 }, blue: { score: 5 } });
  });
});
