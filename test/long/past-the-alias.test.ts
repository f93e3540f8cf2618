import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform } from 'sluice';
import * as v from 'valibot';
import type { ReportedRelease } from '../../lib/report/report';
import { nodeFunction } from '../end-to-end/node-function';
import { reportSchema } from '../end-to-end/report-schema';
import { runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';

type Calls = (stack: Stack, fn: lambda.Function, alias: lambda.Alias) => void;

const route = (
  stack: Stack,
  path: string,
  called: lambda.IFunction,
  api = new HttpApi(stack, `Api${path.slice(1)}`),
) => {
  api.addRoutes({
    path,
    methods: [HttpMethod.GET],
    integration: new HttpLambdaIntegration(`Integration${path.slice(1)}`, called),
  });
  return api;
};

const nightly = (stack: Stack, called: lambda.IFunction) =>
  new events.Rule(stack, 'Nightly', {
    ruleName: 'nightly',
    schedule: events.Schedule.rate(Duration.days(1)),
    targets: [new targets.LambdaFunction(called)],
  });

const APPS = {
  past: (stack, fn) => {
    route(stack, '/chat', fn);
    nightly(stack, fn);
  },
  some: (stack, fn, alias) => {
    route(stack, '/chat', fn, route(stack, '/titles', alias));
  },
  through: (stack, _, alias) => {
    route(stack, '/chat', alias);
    nightly(stack, alias);
  },
} satisfies Record<string, Calls>;

let directory: string;

/** A platform, and a function that is released by an alias past which some calls may go. */
function synthesize(name: string, code: string, calls: Calls): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Service');
  const fn = nodeFunction(stack, 'Fn', code, { directory });
  const { alias } = new GatedRelease(stack, 'Release', { function: fn, platform, gates: [Gate.health()] });
  calls(stack, fn, alias);
  app.synth();
  return name;
}

/** The lines of the summary and the releases of the report: a first version, and a change that fails half its customers. */
function play(name: keyof typeof APPS): { readonly said: string; readonly releases: readonly ReportedRelease[] } {
  const steps = [
    { name: 'first', deploy: synthesize(`${name}-1`, HEALTHY, APPS[name]) },
    { name: 'change', deploy: synthesize(`${name}-2`, healthyChange(1), APPS[name]) },
  ];
  const scenario = { seed: 7, traffic: { requestsPerSecond: 2 }, versions: { green: { errorRate: 0.5 } }, steps };
  writeFileSync(join(directory, `${name}.yaml`), JSON.stringify(scenario));
  const out = join(directory, name);
  const { stdout } = runSluice(['rehearse', '--scenario', join(directory, `${name}.yaml`), '--out', out], directory);
  const report: unknown = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  // Where a line ends depends on the width of the terminal.
  return { said: stdout.replaceAll(/\s+/g, ' '), releases: v.parse(reportSchema, report).releases };
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-past-the-alias-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a release whose modelled customers come', () => {
  it('past the alias says that it shifted nothing, and that all had the new code at once', () => {
    const { said, releases } = play('past');
    const callers = ['GET /chat', 'the rule nightly'];
    const reach = 'GET /chat and the rule nightly reach the function itself, not its alias';
    expect(said).toContain(`first ▶ first version health passed · not gated: ${reach}`);
    // Its alarms watch the alias, by which nobody came.
    expect(said).toContain(`change ▶ released in 10 min 4 s · shifted nothing: ${reach} health passed`);
    expect(said).not.toContain('serves again');
    expect(releases[0]?.unshifted).toMatchObject({ callers, isAll: true });
    expect(releases[0]?.notes).toContain(
      'Past the alias live, the function itself is reached by GET /chat, the rule nightly: there was nothing to shift yet, and no release will shift that.',
    );
    const { unshifted, requests, moments, notes } = releases[1]!;
    expect(unshifted).toMatchObject({ callers, isAll: true });
    const { errors, total } = unshifted!.requests;
    expect(total).toBeGreaterThan(1000);
    expect(Math.abs(errors / total - 0.5)).toBeLessThan(0.06);
    expect(requests).toEqual({ blue: { total: 0, errors: 0 }, green: { total: 0, errors: 0 } });
    expect(moments.restoredAt).toBeNull();
    expect(notes).toContain(
      'Past the alias live, new code was reached at once by GET /chat, the rule nightly: nothing else is known to come by the alias, so this release shifted nothing.',
    );
    expect(said).toContain(`${errors} of ${total} requests to the function itself failed`);
  });

  it('by the alias says whom it did not shift, where others go past it', () => {
    const { said, releases } = play('some');
    expect(said).toContain(
      'change ◀ rolled back by error-rate-alarm, after 3 min · not shifted: GET /chat reaches the function itself, not its alias',
    );
    expect(said).toMatch(/version 1 serves again by the alias since/);
    expect(releases[1]).toMatchObject({ outcome: 'rolled-back', unshifted: { callers: ['GET /chat'], isAll: false } });
    expect(releases[1]!.requests.green.errors).toBeGreaterThan(0);
  });

  it('by the alias alone says nothing of that', () => {
    const { said, releases } = play('through');
    expect(said).toMatch(/change ◀ rolled back by error-rate-alarm, after 3 min \d+ of 36/);
    expect(said).not.toContain('itself');
    expect(releases.map(({ unshifted }) => unshifted)).toEqual([null, null]);
  });
});
