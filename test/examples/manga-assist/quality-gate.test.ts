import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Gate, Judge, QualitySuite } from 'sluice';
import type { CallVersion } from '../../../lib/domain/gate/call';
import type { Verdict } from '../../../lib/domain/gate/verdict';
import type { QualityDefinition } from '../../../lib/domain/gates/quality/quality-definition';
import { runQualityGate } from '../../../lib/domain/gates/quality/run-quality';
import { offlineJudge } from '../../../lib/domain/judge/offline/offline-judge';
import { InMemoryScores } from '../../domain/gates/quality/in-memory-scores';
import { freshEnvironment, type Release } from './fresh-environment';

const SAMPLE = join(__dirname, '../../../examples/manga-assist/suites/quality-sample.jsonl');

/** As the stack has it. */
function gateOf(): QualityDefinition {
  const { definition } = Gate.quality({
    suite: QualitySuite.fromFile(SAMPLE),
    judge: Judge.offline(),
  })._bindToRelease();
  if (definition?.kind !== 'quality') throw new Error('The gate of the sample has no definition.');
  return definition;
}

function calls(release: Release): CallVersion {
  const handler = freshEnvironment(release);
  return async (event) => ({
    kind: 'answered',
    payload: await handler(event as Parameters<typeof handler>[0]),
    latencyMs: 1,
  });
}

async function verdictOn(green: Release, deployment: string): Promise<Verdict> {
  const { verdict } = await runQualityGate(gateOf(), {
    release: { id: deployment },
    call: calls(green),
    callBlue: calls('better-ranking'),
    judge: offlineJudge,
    scores: new InMemoryScores(),
    contents: { green, blue: 'better-ranking', judge: 'offline' },
    digest: (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16),
    now: () => 0,
    random: () => 0.5,
    wait: () => Promise.resolve(),
  });
  return verdict;
}

/** The order of the cases goes by the deployment, so no one order must decide. */
const DEPLOYMENTS = ['d-1', 'd-2', 'd-3'];

describe.each(DEPLOYMENTS)('the quality gate of manga-assist, in the deployment %s', (deployment) => {
  it.each(['first release', 'slower-answers', 'fails-under-traffic'] as const)(
    'passes answers that are as good as those of the version that serves: %s',
    async (green) => {
      const { outcome, evidence } = await verdictOn(green, deployment);

      expect(outcome).toBe('pass');
      expect(evidence.figures.low).toBeGreaterThan(-0.2);
    },
  );

  it('fails rude answers, for what was lost, and after few cases', async () => {
    const { outcome, reasons, evidence } = await verdictOn('rude-answers', deployment);

    expect(outcome).toBe('fail');
    expect(['deep-drop', 'critical-case-dropped']).toContain(reasons[0]?.code);
    expect(evidence.sampleSize).toBeLessThan(40);
    expect(evidence.figures.estimate).toBeLessThan(-0.2);
  });
});
