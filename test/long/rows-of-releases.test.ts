import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { MANGA_ASSIST_DIRECTORY, mangaAssistApp, platformApp } from '../../examples/manga-assist/manga-assist-app';
import { PLATFORM, RELEASES } from '../../examples/manga-assist/releases';
import { unitTest } from '../../examples/manga-assist/unit-test';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportSchema } from '../end-to-end/report-schema';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

const SCENARIO = join(MANGA_ASSIST_DIRECTORY, 'scenarios', 'releases.yaml');
const WEBHOOK = 'https://hooks.slack.example/services/T00/B00/secret';

interface GivenStep {
  readonly name: string;
  readonly deploy?: string;
  readonly args?: readonly string[];
}

interface GivenScenario {
  readonly traffic: { readonly requests: string };
  readonly steps: readonly GivenStep[];
}

let directory: string;
let report: Report;
let status: number | null;

/** The example's own scenario, on assemblies made here, and what a team would do next. */
function longerRow(): object {
  const scenario = parse(readFileSync(SCENARIO, 'utf8')) as GivenScenario;
  const steps = scenario.steps.map(({ deploy, args, ...step }) => ({
    ...step,
    ...(deploy === undefined ? {} : { deploy: basename(deploy) }),
    ...(args ? { args: args.map((arg) => (arg.startsWith('..') ? basename(arg) : arg)) } : {}),
  }));
  const named = (name: string) => steps.filter((step) => step.name === name || step.name === `CI attests ${name}`);
  return {
    ...scenario,
    // More customers than the example has, so that every outcome is clear without all of its steps.
    traffic: {
      ...scenario.traffic,
      requestsPerSecond: 1.5,
      requests: resolve(dirname(SCENARIO), scenario.traffic.requests),
    },
    steps: [
      ...named('the platform'),
      ...named('first deploy'),
      ...named('better ranking'),
      ...named('breaks a follow-up'),
      { ...named('breaks a follow-up').at(-1), name: 'the same again' },
      ...named('rude answers'),
      ...named('fails under traffic'),
      ...named('loses a permission'),
      { name: 'back to the first', deploy: 'service', expect: { outcome: 'released' } },
      { name: 'nothing new', deploy: 'service', expect: { outcome: 'no-change' } },
    ],
  };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-rows-'));
  platformApp({ outdir: join(directory, PLATFORM) }).app.synth();
  for (const { name, ...release } of RELEASES) {
    const outdir = join(directory, name);
    mangaAssistApp({ outdir, ...release }).synth();
    await unitTest(outdir);
  }
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(longerRow()));
  const run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  status = run.status;
  report = reportOf(run);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function release(step: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === step);
  if (!found) throw new Error(`The report has no release of a step called ${step}.`);
  return found;
}

/** What is decided by what was attested, before any of them is asked. */
const isAttested = (name: string) => name === 'ci-evidence' || name.startsWith('policy-');
const asked = ({ gates }: ReportedRelease) => gates.filter(({ name }) => !isAttested(name));
const verdicts = (of: ReportedRelease) => asked(of).map(({ name, phase, verdict }) => [phase, name, verdict]);
const weights = ({ traffic }: ReportedRelease) => traffic.map(({ weight }) => weight);
const time = (text: string | null | undefined) => Date.parse(text ?? '');

describe('the example’s row of releases, and what comes after it', () => {
  it('ends as the scenario expects, step by step', () => {
    expect(report.releases.map(({ step, outcome, decidedBy }) => [step, outcome, decidedBy])).toEqual([
      ['first deploy', 'first-deploy', 'gates'],
      ['better ranking', 'released', 'gates'],
      ['breaks a follow-up', 'blocked', 'integration, quality'],
      ['the same again', 'blocked', 'integration, quality'],
      ['rude answers', 'blocked', 'quality'],
      // The watch or the alarm, whichever is sooner by the traffic that the seed draws.
      ['fails under traffic', 'rolled-back', expect.stringMatching(/^error-rate(-alarm)?$/)],
      ['loses a permission', 'blocked', 'health, integration, quality'],
      ['back to the first', 'released', 'gates'],
      ['nothing new', 'no-change', null],
    ]);
    expect(report.releases.map(({ expectation }) => expectation)).toEqual(
      report.releases.map(() => ({ met: true, differences: [] })),
    );
    expect(status).toBe(0);
  });

  it('is reported in the shape that the guide promises', () => {
    const { issues = [] } = v.safeParse(reportSchema, report);

    expect(issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)).toEqual([]);
  });

  it('sends exactly one message for each release that ends, to the topic and to the chat', () => {
    for (const { deployment, outcome, messages, outsideCalls } of report.releases) {
      const expected = outcome === 'no-change' ? 0 : 1;
      expect(messages).toHaveLength(expected);
      expect(outsideCalls).toHaveLength(expected);
      expect(messages.every(({ text }) => text.includes(deployment?.id ?? ''))).toBe(true);
      expect(outsideCalls.map(({ method, url }) => `${method} ${url}`)).toEqual(
        Array<string>(expected).fill(`POST ${WEBHOOK}`),
      );
      const posted = outsideCalls.map(({ body }) => JSON.parse(body) as { text: string; blocks: { type: string }[] });
      // What is red has a header, what is well is one line.
      for (const { blocks } of posted) {
        expect(blocks[0]?.type).toBe(outcome === 'released' || outcome === 'first-deploy' ? 'context' : 'header');
      }
      // As Slack shows it, which decodes its three entities.
      const shown = posted.map(({ text }) =>
        text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      );
      // Both begin with what happened to what.
      for (const [index, text] of shown.entries()) {
        expect(text).toContain(messages[index]?.text.split('\n')[0]);
      }
    }
  });

  it('has its timelines in order', () => {
    for (const { timeline, traffic } of report.releases) {
      const times = timeline.map(({ at }) => time(at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const moves = traffic.map(({ at }) => time(at));
      expect(moves).toEqual([...moves].sort((a, b) => a - b));
    }
  });
});

describe('the first deploy', () => {
  it('asks the gates before traffic, and has neither a deployment nor traffic to move', () => {
    const { deployment, traffic, notes } = release('first deploy');

    expect({ deployment, traffic, notes }).toEqual({
      deployment: null,
      traffic: [],
      notes: [expect.stringContaining('Gate quality was not asked')],
    });
    expect(verdicts(release('first deploy'))).toEqual([
      ['before-traffic', 'health', 'pass'],
      ['before-traffic', 'integration', 'pass'],
    ]);
  });
});

describe('every release', () => {
  it('has what its CI attested, of the bytes that it has', () => {
    for (const { outcome, gates } of report.releases) {
      const attested = gates.filter(({ name }) => isAttested(name)).map(({ name, verdict }) => `${name} ${verdict}`);
      expect(attested).toEqual(
        outcome === 'no-change' ? [] : ['ci-evidence pass', 'policy-bytes pass', 'policy-evidence pass'],
      );
    }
  });
});

describe('a good release', () => {
  it('moves a tenth, then all, and every gate has its evidence', () => {
    const good = release('better ranking');
    const [health, integration, quality, , , , , healthAtTheEnd] = asked(good);

    expect(weights(good)).toEqual([0.1, 1]);
    expect(verdicts(good)).toEqual([
      ['before-traffic', 'health', 'pass'],
      ['before-traffic', 'integration', 'pass'],
      ['before-traffic', 'quality', 'pass'],
      ['in-flight', 'error-rate', 'inconclusive'],
      ['in-flight', 'latency', 'inconclusive'],
      ['in-flight', 'throttling', 'pass'],
      ['after-traffic', 'bake', 'inconclusive'],
      ['after-traffic', 'health-at-100-percent', 'pass'],
    ]);
    expect(health?.evidence).toMatchObject({ sampleSize: 3, source: 'probes of the green version' });
    expect(integration?.evidence).toMatchObject({ sampleSize: 14, figures: { turns: 27, failedConversations: 0 } });
    // Of the 150 cases of the suite, as many as it took.
    expect(quality?.evidence.source).toBe('answers of both versions, scored by the offline judge');
    expect(quality?.evidence.sampleSize).toBeLessThan(150);
    expect(good.foreseen.join(' ')).toContain('fit for rehearsals, not for production');
    expect(healthAtTheEnd?.evidence.sampleSize).toBe(3);
  });

  it('serves real customers on both versions meanwhile, without an error', () => {
    const { blue, green } = release('better ranking').requests;

    expect(blue.total).toBeGreaterThan(350);
    expect(green.total).toBeGreaterThan(25);
    expect([blue.errors, green.errors]).toEqual([0, 0]);
  });
});

describe('a release whose answers are rude', () => {
  it('holds every conversation, and is blocked by what its answers are worth', () => {
    const rude = release('rude answers');

    expect(verdicts(rude)).toEqual([
      ['before-traffic', 'health', 'pass'],
      ['before-traffic', 'integration', 'pass'],
      ['before-traffic', 'quality', 'fail'],
    ]);
    expect(weights(rude).filter((weight) => weight > 0)).toEqual([]);
    expect(rude.requests.green).toEqual({ total: 0, errors: 0 });
    const [, , quality] = asked(rude);
    expect(quality?.evidence.comparisons?.[0]?.green.answer).toMatch(
      /You could have counted|It says so on the cover|Before you ever asked|Read one and you would know/,
    );
  });
});

describe.each(['breaks a follow-up', 'the same again'])('a blocked release (%s)', (step) => {
  it('never moves any traffic, and no customer reaches green', () => {
    const blocked = release(step);

    expect(weights(blocked).filter((weight) => weight > 0)).toEqual([]);
    expect(blocked.requests.green).toEqual({ total: 0, errors: 0 });
    expect(blocked.moments).toEqual({
      regressionAt: null,
      decidedAt: blocked.deployment?.endedAt,
      restoredAt: null,
    });
  });

  it('names the conversation, the turn and what was said instead', () => {
    const blocked = release(step);
    const [, integration] = asked(blocked);
    const said =
      'Conversation it-is-the-first-recommendation, turn 2: body.reply was "Which title do you mean?", expected to match /has \\d+ volumes\\.$/.';

    expect(verdicts(blocked)).toEqual([
      ['before-traffic', 'health', 'pass'],
      ['before-traffic', 'integration', 'fail'],
      ['before-traffic', 'quality', 'fail'],
    ]);
    expect(integration?.reasons[0]).toEqual({
      ...{ code: 'expectation-not-met', message: said },
      asked: 'How many volumes does it have?',
      answered: '{"reply":"Which title do you mean?","titles":[],"context":{"listed":[]}}',
    });
    const failed = new Set(integration?.reasons.map(({ message }) => message.split(',')[0]));
    expect(failed.size).toBeGreaterThan(1);
    expect(integration?.evidence.figures.failedConversations).toBe(failed.size);
    expect(blocked.messages[0]?.text).toContain('Blocked before any traffic');
    expect(blocked.messages[0]?.text).toContain(said);
  });
});

it('the same code is played again after a block, as a deployment of its own', () => {
  const [once, again] = ['breaks a follow-up', 'the same again'].map((step) => release(step).deployment);

  expect(again?.id).not.toBe(once?.id);
  expect(again?.blue).toBe(once?.blue);
  expect(again?.green).not.toBe(once?.green);
});

describe('a release that fails under traffic', () => {
  it('passes its gates, fails customers at 10 %, and goes back', () => {
    const failing = release('fails under traffic');

    expect(verdicts(failing)).toEqual([
      ['before-traffic', 'health', 'pass'],
      ['before-traffic', 'integration', 'pass'],
      ['before-traffic', 'quality', 'pass'],
      ['in-flight', 'error-rate', expect.stringMatching(/^(fail|inconclusive)$/)],
      ['in-flight', 'latency', 'inconclusive'],
      ['in-flight', 'throttling', 'pass'],
    ]);
    expect(weights(failing)).toEqual([0.1, 0]);
    expect(failing.requests.green.errors).toBeGreaterThan(10);
    expect(failing.requests.blue.errors).toBe(0);
    expect(failing.deployment).toMatchObject({ status: 'Stopped', error: { code: 'ALARM_ACTIVE' } });
  });

  it('says when it went wrong, when that was decided, and when the old version served all again', () => {
    const { moments, traffic, deployment } = release('fails under traffic');
    const [shifted, restored] = traffic;

    expect(time(moments.regressionAt)).toBeGreaterThan(time(shifted?.at));
    expect(time(moments.decidedAt)).toBeGreaterThan(time(moments.regressionAt));
    expect(moments.decidedAt).toBe(deployment?.endedAt);
    expect(time(moments.restoredAt)).toBeGreaterThan(time(moments.decidedAt));
    expect(time(moments.restoredAt)).toBeGreaterThanOrEqual(time(restored?.at));
    expect(time(moments.restoredAt) - time(moments.regressionAt)).toBeLessThan(8 * 60_000);
  });
});

it('after a rollback the next good release starts from the version that served before', () => {
  expect(release('back to the first').deployment?.blue).toBe(release('better ranking').deployment?.green);
});
