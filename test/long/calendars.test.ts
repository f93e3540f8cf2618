import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Calendar, Gate, GatedRelease, OpenHours, ReleasePlatform, Requirement, TrafficPlan } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let directory: string;
let account: Account;
/** When the account began, to the hour after it. */
let start: number;

const utc = (at: number) => new Date(at).toISOString().replace(/[-:]/g, '').replace('.000', '');
const calendar = (type: string, ...events: readonly (readonly [name: string, from: number, to: number])[]) =>
  [
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    ...(type === '' ? [] : [`X-CALENDAR-TYPE:${type}`]),
    ...events.flatMap(([name, from, to], index) => [
      ...['BEGIN:VEVENT', `UID:${index}`, `SUMMARY:${name}`, `DTSTAMP:${utc(from)}`],
      ...[`DTSTART:${utc(from)}`, `DTEND:${utc(to)}`, 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** An assembly for each function: what one of them is refused stops no other. */
function synthesize(name: string, code: string, shops: readonly string[]): void {
  for (const shop of shops) synthesizeOne(`${name}-${shop}`, code, shop);
}

/** The platform with its freezes, and, where there is code, a function under release that shifts for ten minutes. */
function synthesizeOne(name: string, code = '', functionName?: string): void {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const document = new CfnResource(stack, 'Document', {
    type: 'AWS::SSM::Document',
    properties: {
      ...{ Name: 'CompanyFreeze', DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT' },
      // The class for it takes objects alone, and a calendar is text.
      Content: calendar('DEFAULT_OPEN', ['Christmas', start + 2 * HOUR, start + 4 * HOUR]),
    },
  });
  const platform = new ReleasePlatform(stack, 'Platform', {
    policy: [
      Requirement.freeze({ calendars: [Calendar.ssm('CompanyFreeze')], services: ['ssm-*'] }),
      Requirement.freeze({ calendars: [Calendar.fromFile(join(directory, 'partners.ics'))], services: ['file-*'] }),
      Requirement.freeze({ calendars: [Calendar.ssm('Lost')], services: ['lost-*'] }),
      Requirement.alone({ with: ['alone-b'], services: ['alone-a'] }),
    ],
    calendars: [Calendar.fromFile(join(directory, 'campaigns.ics'))],
  });
  platform.node.addDependency(document);
  const role = new iam.Role(stack, 'OnCall', { roleName: 'on-call', assumedBy: new iam.AccountRootPrincipal() });
  platform.grantAttest(role, 'freeze-override');
  if (functionName !== undefined) {
    const service = new Stack(app, `Service-${functionName}`);
    const fn = nodeFunction(service, 'Fn', code, { directory, functionName });
    const gates = [
      ...(functionName === 'squad-shop' ? [Gate.freeze({ calendars: ['campaigns'] })] : []),
      ...(functionName === 'night-shop' ? [Gate.freeze({ openHours: OpenHours.weekly({ timeZone: 'UTC' }) })] : []),
      Gate.health(),
    ];
    const traffic = TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) });
    new GatedRelease(service, 'Release', { function: fn, platform, gates, traffic });
  }
  app.synth();
}

const OPEN = ['ssm-shop', 'file-shop', 'squad-shop'];
const SHOPS = [...OPEN, 'lost-shop', 'night-shop'];

const sluiceAs = (role: string | undefined, ...args: readonly string[]) =>
  account.simulation.run(() =>
    runCommand(
      account,
      { file: process.execPath, args: [SLUICE, ...args], directory },
      role === undefined ? undefined : { role, session: 'rita@example.com', place: 'a test' },
    ),
  );

interface Ended {
  readonly id: string;
  readonly functionName: string;
  readonly state: string;
  readonly decidedBy?: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

async function releases(): Promise<readonly Ended[]> {
  const { output } = await sluiceAs(undefined, 'releases', '--json');
  return (JSON.parse(output) as { readonly releases: readonly Ended[] }).releases;
}

/** Deploys functions from a time on, one after the other, and answers how their releases went. */
async function deployedAt(at: number, name: string, shops: readonly string[]) {
  const before = new Set((await releases()).map(({ id }) => id));
  await account.simulation.run(async () => {
    await account.simulation.sleep(Math.max(0, at - account.simulation.now));
    for (const shop of shops) await account.deploy(readAssembly(join(directory, `${name}-${shop}`)));
    await account.simulation.sleep(2 * MINUTE);
  });
  const made = (await releases()).filter(({ id }) => !before.has(id));
  return Object.fromEntries(
    made.map(({ functionName, state, decidedBy = '', reasons }) => [
      functionName,
      `${state} by ${decidedBy}: ${reasons.map(({ message }) => message).join(' ')}`,
    ]),
  );
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-calendars-'));
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  start = Math.ceil(account.simulation.now / HOUR) * HOUR;
  writeFileSync(
    join(directory, 'partners.ics'),
    calendar('', ['Bank of Ghent\\, maintenance', start + 2 * HOUR, start + 4 * HOUR]),
  );
  writeFileSync(join(directory, 'campaigns.ics'), calendar('', ['Winter sales', start + 2 * HOUR, start + 4 * HOUR]));
  synthesizeOne('platform');
  synthesize('first', healthyChange(1), SHOPS);
  await account.simulation.run(() => account.deploy(readAssembly(join(directory, 'platform'))));
}, 180_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('a platform that freezes', () => {
  it('holds back the first deploy too, by what it cannot read and by hours that never come', async () => {
    const ended = await deployedAt(start, 'first', SHOPS);
    expect(ended).toMatchObject({
      'ssm-shop': expect.stringMatching(/^released/) as string,
      'file-shop': expect.stringMatching(/^released/) as string,
      'squad-shop': expect.stringMatching(/^released/) as string,
      'lost-shop': expect.stringMatching(
        /^blocked by policy-freeze: Calendar `Lost` cannot be read, so nobody knows whether it is closed: /,
      ) as string,
      'night-shop': expect.stringMatching(/^blocked by freeze: Closed now by /) as string,
    });
  });

  it('lets a release through that is over before a freeze begins', async () => {
    synthesize('second', healthyChange(2), OPEN);
    const ended = await deployedAt(start + HOUR, 'second', OPEN);
    for (const name of OPEN) expect(ended[name]).toMatch(/^released/);
  });

  it('does not begin a shift that would end inside of one, and names it', async () => {
    synthesize('third', healthyChange(3), OPEN);
    const ended = await deployedAt(start + 2 * HOUR - 8 * MINUTE, 'third', OPEN);
    expect(ended['ssm-shop']).toMatch(
      /^blocked by policy-freeze: Open now, but closed by the change calendar CompanyFreeze from .* UTC, and the shift of traffic would be over at /,
    );
    expect(ended['file-shop']).toMatch(
      /^blocked by policy-freeze: Open now, but closed by Bank of Ghent, maintenance from /,
    );
    expect(ended['squad-shop']).toMatch(/^blocked by freeze: Open now, but closed by Winter sales from /);
  });

  it('says when it opens again', async () => {
    const opens = new Date(start + 4 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
    const ended = await deployedAt(start + 2.5 * HOUR, 'third', OPEN);
    expect(ended['ssm-shop']).toContain(
      `Closed now by the change calendar CompanyFreeze; open again from ${opens} UTC.`,
    );
    expect(ended['file-shop']).toContain(`Closed now by Bank of Ghent, maintenance; open again from ${opens} UTC.`);
  });

  it('is said before a deployment too, by a preflight', async () => {
    const { exitCode, output } = await sluiceAs(undefined, 'preflight', '--to', 'third-file-shop');
    expect([exitCode, output]).toEqual([
      1,
      expect.stringMatching(/frozen\n {2}Closed now by Bank of Ghent, maintenance;/),
    ]);
    const own = await sluiceAs(undefined, 'preflight', '--to', 'third-squad-shop');
    expect(own.output).toContain('`freeze` would refuse the release.');
  });

  it('is overridden by who may, for what was synthesized, and says by whom and why', async () => {
    for (const shop of OPEN) {
      const why = ['--because', 'Payments are down.'];
      const override = ['approve', '--as', 'freeze-override', '--assembly', `third-${shop}`, '--all', ...why];
      expect(await sluiceAs('on-call', ...override)).toMatchObject({ exitCode: 0 });
    }
    const ended = await deployedAt(start + 3 * HOUR, 'third', OPEN);
    for (const name of OPEN) expect(ended[name]).toMatch(/^released/);
    const [release] = (await releases()).filter(
      ({ functionName, state }) => functionName === 'ssm-shop' && state === 'released',
    );
    const { output } = await sluiceAs(undefined, 'show', release?.id ?? '', '--json');
    expect(output).toMatch(
      /Let through at .* by arn:aws:sts::\d+:assumed-role\/on-call\/rita@example.com: “Payments are down\.”/,
    );
  });

  it('is open again from the minute that it ends', async () => {
    synthesize('fourth', healthyChange(4), OPEN);
    const ended = await deployedAt(start + 4 * HOUR, 'fourth', OPEN);
    for (const name of OPEN) expect(ended[name]).toMatch(/^released/);
  });

  it('stops what must not meet another release, while that is under way', async () => {
    synthesize('pair', healthyChange(5), ['alone-a', 'alone-b']);
    await deployedAt(start + 5 * HOUR, 'pair', ['alone-a', 'alone-b']);
    synthesize('later', healthyChange(6), ['alone-a', 'alone-b']);
    const before = new Set((await releases()).map(({ id }) => id));
    await account.simulation.run(async () => {
      const other = account.deploy(readAssembly(join(directory, 'later-alone-b')));
      await account.simulation.sleep(4 * MINUTE);
      await account.deploy(readAssembly(join(directory, 'later-alone-a')));
      await other;
      await account.simulation.sleep(15 * MINUTE);
    });
    const made = (await releases()).filter(({ id }) => !before.has(id));
    expect(made.find(({ functionName }) => functionName === 'alone-b')).toMatchObject({ state: 'released' });
    expect(made.find(({ functionName }) => functionName === 'alone-a')).toMatchObject({
      ...{ state: 'blocked', decidedBy: 'policy-alone' },
      reasons: [
        {
          code: 'conflicting-release',
          message: expect.stringMatching(/^Release d-\w+ of alone-b \(version 1 to 2\) is shifting/) as string,
        },
      ],
    });
  });
});
