import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { assemblyOf } from '../../../examples/manga-assist/assembly-of';
import { PLATFORM, RELEASES } from '../../../examples/manga-assist/releases';
import { junitOf } from '../../../examples/manga-assist/unit-test';

const SCENARIOS = join(__dirname, '../../../examples/manga-assist/scenarios');

interface Step {
  readonly deploy?: string;
  readonly run?: string;
  readonly args?: readonly string[];
  readonly expect?: { readonly outcome: string; readonly by?: string };
}

interface Played {
  readonly traffic: { readonly requestsPerSecond: number };
  readonly steps: readonly Step[];
}

const played = parse(readFileSync(join(SCENARIOS, 'releases.yaml'), 'utf8')) as Played;
const deployments = played.steps.flatMap(({ deploy, expect: expected }) =>
  deploy === undefined ? [] : [{ assembly: resolve(SCENARIOS, deploy), expected }],
);

describe('the scenario of npm start', () => {
  it('deploys the platform, and then every release of the service, in their order, from where each is synthesized', () => {
    const [first, ...others] = [...new Set(deployments.map(({ assembly }) => assembly))];
    expect(first).toBe(assemblyOf(PLATFORM));
    expect(others).toEqual(RELEASES.map(({ name }) => assemblyOf(name)));
  });

  it('expects something of each of them', () => {
    expect(new Set(deployments.slice(1).map(({ expected }) => expected?.outcome))).toEqual(
      new Set(['first-deploy', 'released', 'blocked', 'rolled-back']),
    );
  });

  it('attests the tests of each before it is deployed, but once, and only by their reports', () => {
    const attested = played.steps.flatMap(({ run, args = [] }) => (run === 'attest ci' ? [args] : []));
    const files = attested.map((args) => [args[1], args.at(-1)].map((path) => resolve(SCENARIOS, path ?? '')));
    expect(files).toEqual(RELEASES.map(({ name }) => [assemblyOf(name), junitOf(assemblyOf(name))]));
  });

  it('misses five of the seven gates by name; the others are missed together and by chance of the seed', () => {
    const by = new Set(deployments.flatMap(({ expected }) => expected?.by ?? []));
    expect([...by].toSorted()).toEqual(['ci-evidence', 'integration', 'latency', 'quality', 'throttling']);
  });

  it('has the customers that the stack expects, to a tenth', () => {
    const { requestsPerSecond } = played.traffic;
    expect(Math.abs((requestsPerSecond * 86_400) / 50_000 - 1)).toBeLessThan(0.1);
  });
});
