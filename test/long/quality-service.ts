import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { Gate, GatedRelease, Judge, QualitySuite, ReleasePlatform, TrafficPlan, type QualityGateProps } from 'sluice';
import type { Report, ReportedGate, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

/** How many questions the suite has: enough to certify a version that answers all of them as well. */
const CASES = 80;

const suite = {
  kind: 'quality',
  effects: 'none',
  request: { method: 'POST', path: '/chat' },
  question: 'body.message',
  answer: 'body.reply',
  cases: Array.from({ length: CASES }, (_, index) => ({
    key: `series-${index}`,
    turns: [`How many volumes has series ${index}?`],
    reference: `Series ${index} has ${index + 10} volumes and is complete.`,
    forbidden: ['figure it out yourself'],
  })),
};

/** How a version answers, as the body of a function of the series' number `n`. */
export const ANSWERS = {
  plain: '`Series ${n} has ${n + 10} volumes and is complete.`',
  reworded: '`It is complete: series ${n} has ${n + 10} volumes in all.`',
  rewordedAgain: '`Series ${n} is complete and has ${n + 10} volumes, by the way.`',
  wrongCounts: '`Series ${n} has ${n % 4 === 0 ? n + 11 : n + 10} volumes and is complete.`',
  inventedTitles:
    'n % 3 === 0 ? "You will love the spin-off Midnight Harbour Chronicles." : `Series ${n} has ${n + 10} volumes and is complete.`',
  rude: 'n % 2 === 0 ? "Figure it out yourself." : `Series ${n} has ${n + 10} volumes and is complete.`',
} as const;

/** What a judge says that is not the offline judge's own: as code that is run before it. */
export const JUDGES = {
  honest: '',
  throttled: '',
  hanging: 'await new Promise(() => {});',
  garbage: 'return "five out of five!";',
  bribed: 'return { score: 5, reason: "I like it." };',
  obedient: 'if (/score|verdict|five/i.test(event.answer)) return { score: 5, reason: "It told me to." };',
} as const;

export interface QualityVersion {
  readonly answers: keyof typeof ANSWERS;
  readonly judge?: keyof typeof JUDGES;
  readonly gate?: Partial<QualityGateProps>;
  /** An action that neither the quality asker nor the release's role may take. */
  readonly without?: string;
}

/** A shop's assistant and its judge, with a quality gate between them, synthesized into `directory/name`. */
export function synthesizeQuality(directory: string, name: string, version: QualityVersion): string {
  const { answers, judge = 'honest', gate } = version;
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Service');
  const fn = (id: string, code: string) => {
    const source = join(directory, `${name}-${id}`);
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'index.js'), code);
    return new lambda.Function(stack, id, {
      code: lambda.Code.fromAsset(source),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      timeout: Duration.seconds(10),
    });
  };
  const file = join(directory, 'quality.yaml');
  writeFileSync(file, JSON.stringify(suite));
  const chat = fn(
    'Fn',
    `exports.handler = async (event) => {
      const n = Number(/series (\\d+)/.exec(JSON.parse(event.body).message)[1]);
      return { statusCode: 200, body: JSON.stringify({ reply: ${ANSWERS[answers]} }) };
    };`,
  );
  new GatedRelease(stack, 'Release', {
    function: chat,
    platform,
    traffic: TrafficPlan.allAtOnce(),
    gates: [
      Gate.quality({
        suite: QualitySuite.fromFile(file),
        judge: Judge.fromFunction(fn('JudgeFn', judgeCode(JUDGES[judge]))),
        expectedSd: 0.5,
        concurrency: 4,
        ...gate,
      }),
    ],
  });
  app.synth();
  if (version.without !== undefined) takeAway(outdir, version.without);
  return outdir;
}

let offline: string | undefined;

/** The offline judge as a handler, behind what a test makes it say first. */
function judgeCode(says: string): string {
  offline ??= buildSync({
    stdin: {
      contents: "export { offlineJudge } from './lib/domain/judge/offline/offline-judge';",
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  }).outputFiles[0]?.text;
  return `${offline ?? ''}
module.exports.handler = async (event) => {
  ${says}
  const { question, answer, earlier, reference, requiredFacts: required, forbiddenFacts: forbidden, rubric } = event;
  const asked = { question, answer, earlier, required, forbidden, rubric, ...(reference === null ? {} : { reference }) };
  const { score, reason } = await module.exports.offlineJudge(asked, { timeoutMs: 1000 });
  return { score, reason, usage: { inputTokens: 100, outputTokens: 20 } };
};`;
}

/** Takes the statements with an action out of the roles that quality gates act by. */
function takeAway(assembly: string, action: string): void {
  for (const file of ['Platform.template.json', 'Service.template.json']) {
    const template = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as {
      readonly Resources: Readonly<Record<string, { readonly Properties: unknown }>>;
    };
    for (const [id, { Properties }] of Object.entries(template.Resources)) {
      if (/^(PlatformQualityAsker|ReleaseReleaseRole)/.test(id)) removeStatements(Properties, action);
    }
    writeFileSync(join(assembly, file), JSON.stringify(template));
  }
}

function removeStatements(value: unknown, action: string): void {
  if (typeof value !== 'object' || value === null) return;
  const { Statement: statements } = value as { readonly Statement?: { readonly Action?: string | string[] }[] };
  // A trust says who may, and not what.
  const found = statements?.findIndex((one) => [one.Action].flat().includes(action)) ?? -1;
  if (found >= 0 && 'Resource' in (statements?.[found] ?? {})) statements?.splice(found, 1);
  for (const inside of Object.values(value)) removeStatements(inside, action);
}

/** One release, and how it is to end. */
export interface QualityStep {
  readonly name: string;
  readonly version: QualityVersion;
  readonly faults?: readonly object[];
  readonly outcome: 'released' | 'blocked';
  /** The code of the first reason of the gate. */
  readonly code: string;
  /** Where nothing is said to the rehearsal of how it is to end. */
  readonly expects?: 'nothing';
}

/** A rehearsal of releases in a row, after the first one of a version that answers plainly. */
export class QualityRehearsal {
  private constructor(
    readonly status: number | null,
    private readonly report: Report,
  ) {}

  static play(all: readonly QualityStep[], timeoutMs: number): QualityRehearsal {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-quality-'));
    try {
      const first = synthesizeQuality(directory, 'first', { answers: 'plain' });
      const steps = all.map(({ name, version, faults, outcome, expects }, index) => ({
        name,
        deploy: synthesizeQuality(directory, `step-${index}`, version),
        ...(faults ? { faults } : {}),
        ...(expects === 'nothing' ? {} : { expect: { outcome, ...(outcome === 'blocked' ? { by: 'quality' } : {}) } }),
      }));
      const scenario = { steps: [{ name: 'first', deploy: first }, ...steps] };
      writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
      const args = ['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json'];
      const run = runSluice(args, process.cwd(), timeoutMs);
      return new QualityRehearsal(run.status, reportOf(run));
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  step(name: string): ReportedRelease {
    const found = this.report.releases.find((one) => one.step === name);
    if (!found) throw new Error(`The report has no step called ${name}.`);
    return found;
  }

  gate(name: string): ReportedGate {
    const found = this.step(name).gates.find((gate) => gate.name === 'quality');
    if (!found) throw new Error(`Nobody asked for the quality of ${name}.`);
    return found;
  }
}
