import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { GatedRelease, ReleasePlatform } from 'sluice';
import { parseTrafficRequests } from 'sluice/rehearsal';
import { nodeFunction } from '../end-to-end/node-function';
import { healthyChange } from '../end-to-end/service-assembly';
import { inWatchedAccount } from '../end-to-end/watched-account';
import { ERRORS, TWELVE_MINUTES } from '../end-to-end/watched-service';

let directory: string;

/** Two squads on one platform, each with a function that has its name, in a stack of its own. */
function synthesize(name: string, code: { readonly Cart: string; readonly Orders: string }): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  for (const [squad, text] of Object.entries(code)) {
    const stack = new Stack(app, squad);
    const fn = nodeFunction(stack, 'Fn', text, { directory, functionName: squad });
    new GatedRelease(stack, 'Release', { function: fn, platform, ...TWELVE_MINUTES, gates: [ERRORS] });
  }
  app.synth();
  return outdir;
}

let before: string;
let after: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-squads-'));
  const sick = `exports.handler = async () => { if (Math.random() < 0.5) throw new Error('sick'); return { statusCode: 200 }; };`;
  before = synthesize('before', { Cart: healthyChange(1), Orders: healthyChange(1) });
  after = synthesize('after', { Cart: healthyChange(2), Orders: sick });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const REQUESTS = parseTrafficRequests([{ method: 'GET', path: '/' }]);

describe('two releases at the same time', () => {
  it('are watched apart: the bad one is stopped, and the good one goes on by its own counts', async () => {
    const seen = await inWatchedAccount({ requestsPerSecond: 4, requests: REQUESTS }, async (watched) => {
      await watched.deploy(before);
      const [cart, orders] = await Promise.all(
        ['Cart', 'Orders'].map((squad) => watched.deploy(after, (stack) => stack === squad)),
      );
      const items = [...(await watched.account.tables()).values()].flat();
      return {
        statuses: [cart, orders].map((operations) => operations?.map(({ status }) => status)),
        watches: watched.watches(),
        states: items.flatMap(({ state }) => (typeof state === 'string' && state.startsWith('{') ? [state] : [])),
      };
    });

    expect(seen.statuses).toEqual([['UPDATE_COMPLETE'], ['UPDATE_ROLLBACK_COMPLETE']]);
    const [first, second] = seen.watches;
    // They were under way at the same time.
    expect(second?.startTime).toBeLessThan(first?.stopTime ?? 0);
    expect(seen.states).toHaveLength(2);
    const states = seen.states.map(
      (text) =>
        JSON.parse(text) as {
          plan: { functionName: string };
          compared: Record<string, { total: Record<'blue' | 'green', { calls: number; errors: number }> }>;
          regressed: Record<string, number>;
        },
    );
    const of = (name: string) => states.find(({ plan }) => plan.functionName === name);
    expect(of('Cart')?.regressed).toEqual({});
    expect(of('Cart')?.compared['error-rate']?.total).toMatchObject({ green: { errors: 0 }, blue: { errors: 0 } });
    expect(of('Cart')?.compared['error-rate']?.total.green.calls).toBeGreaterThan(400);
    expect(Object.keys(of('Orders')?.regressed ?? {})).toEqual(['error-rate']);
    expect(of('Orders')?.compared['error-rate']?.total.green.errors).toBeGreaterThan(10);
  });
});

describe('the release role of a squad', () => {
  it('sets the regression alarm of its own release, and no other squad’s', async () => {
    const allowed = await inWatchedAccount({ requestsPerSecond: 0 }, async (watched) => {
      await watched.deploy(before);
      const { cloudFormation, iam, authorization } = watched.account;
      const own = (squad: string, type: string, of: string) => {
        const found = [...cloudFormation.resources(squad)].find(([id, one]) => one.type === type && id.includes(of));
        if (!found) throw new Error(`${squad} has no ${type} with ${of} in its name.`);
        return found[1].physical;
      };
      const roleOf = (squad: string) => {
        const { id } = own(squad, 'AWS::IAM::Role', 'ReleaseRole');
        return iam.roles().find(({ name }) => name === id)?.arn ?? '';
      };
      const may = (role: string, alarm: string) =>
        authorization.allows(
          { kind: 'role', roleArn: roleOf(role), sessionName: 'test' },
          {
            action: 'cloudwatch:SetAlarmState',
            resource: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${own(alarm, 'AWS::CloudWatch::Alarm', 'Regression').id}`,
          },
        );
      return {
        own: [may('Cart', 'Cart'), may('Orders', 'Orders')],
        other: [may('Cart', 'Orders'), may('Orders', 'Cart')],
      };
    });

    expect(allowed).toEqual({ own: [true, true], other: [false, false] });
  });
});
