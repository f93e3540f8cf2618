import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform } from 'sluice';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

const HEALTHY = { statusCode: 200, body: '{}' };

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-modelled-'));
  for (const name of ['old', 'new']) {
    const source = join(directory, `${name}-source`);
    mkdirSync(source);
    writeFileSync(join(source, 'app.py'), `def handler(event, context): return {}  # ${name}`);
    const app = new App({ outdir: join(directory, name) });
    const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
    const stack = new Stack(app, 'Service');
    const fn = new lambda.Function(stack, 'Scorer', {
      functionName: 'scorer',
      code: lambda.Code.fromAsset(source),
      handler: 'app.handler',
      runtime: lambda.Runtime.PYTHON_3_13,
    });
    new GatedRelease(stack, 'Release', { function: fn, platform, gates: [Gate.health()] });
    app.synth();
  }
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function rehearse(scenario: object, ...args: string[]) {
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const between = ['--from', join(directory, 'old'), '--to', join(directory, 'new')];
  return runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), ...between, ...args]);
}

describe('a function of Python', () => {
  it('stops the rehearsal by name without a model, and says where to put one', () => {
    const { status, stderr } = rehearse({});

    expect(status).toBe(3);
    expect(stderr).toContain('Runtime python3.13 is not emulated.');
    expect(stderr).toContain('under `functions: {');
  });

  it('is released by its model, which the report says', () => {
    const report = reportOf(
      rehearse({ traffic: { requestsPerSecond: 5 }, functions: { scorer: { model: { answer: HEALTHY } } } }, '--json'),
    );
    const [, release] = report.releases;

    expect(release?.outcome).toBe('released');
    expect(release?.notes[0]).toContain('MODELLED, NOT RUN: scorer');
    expect(report.assumptions.join()).toContain('scorer was modelled, not run');
    expect(report).not.toHaveProperty('logs');
  });

  it('is blocked by its gate where the model of green fails', () => {
    const report = reportOf(
      rehearse(
        {
          traffic: { requestsPerSecond: 20 },
          functions: { scorer: { model: { answer: HEALTHY }, green: { errorRate: 1 } } },
        },
        '--json',
      ),
    );

    expect(report.releases[1]?.outcome).toBe('blocked');
  });
});
