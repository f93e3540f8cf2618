import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { assemblyOf } from '../../../examples/manga-assist/assembly-of';
import { RELEASES } from '../../../examples/manga-assist/releases';

const SCENARIOS = join(__dirname, '../../../examples/manga-assist/scenarios');

interface Played {
  readonly traffic: { readonly requestsPerSecond: number };
  readonly steps: readonly { readonly deploy: string; readonly expect: { readonly outcome: string } }[];
}

const played = parse(readFileSync(join(SCENARIOS, 'releases.yaml'), 'utf8')) as Played;

describe('the scenario of npm start', () => {
  it('deploys every release of the service, in their order, from where each is synthesized', () => {
    const deployed = played.steps.map(({ deploy }) => resolve(SCENARIOS, deploy));
    expect(deployed).toEqual(RELEASES.map(({ name }) => assemblyOf(name)));
  });

  it('expects something of each of them', () => {
    expect(new Set(played.steps.map(({ expect: { outcome } }) => outcome))).toEqual(
      new Set(['first-deploy', 'released', 'blocked', 'rolled-back']),
    );
  });

  it('has the customers that the stack expects, to a tenth', () => {
    const { requestsPerSecond } = played.traffic;
    expect(Math.abs((requestsPerSecond * 86_400) / 50_000 - 1)).toBeLessThan(0.1);
  });
});
