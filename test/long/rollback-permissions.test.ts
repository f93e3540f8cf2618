import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { TWELVE_MINUTES } from '../end-to-end/watched-service';

/** The policy that the guide gives to whoever may put a version back. */
const GUIDE = readFileSync('docs/guides/rolling-back-by-hand.md', 'utf8');
const [, JSON_TEXT = ''] = /```json\n([\s\S]*?)```/.exec(GUIDE) ?? [];
const { Statement: STATEMENTS } = JSON.parse(JSON_TEXT) as {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: string | string[];
    readonly Resource: string;
  }[];
};

const ENV = { account: '111122223333', region: 'eu-west-1' };
const WHO = ['--by', 'jane', '--reason', 'It answers in Latin.', '--json'];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-rollback-permissions-'));
  for (const number of [1, 2]) {
    synthesizeService(directory, `v${number}`, {
      code: healthyChange(number),
      functionName: 'chat',
      env: ENV,
      release: TWELVE_MINUTES,
      // A role with all of the guide's statements, and for each of them one that lacks it.
      afterwards: (_, stack) => {
        for (const left of [undefined, ...STATEMENTS.map(({ Sid }) => Sid)]) {
          const role = new iam.Role(stack, `Without${left ?? 'Nothing'}`, {
            roleName: `without-${left ?? 'nothing'}`,
            assumedBy: new iam.AccountPrincipal(ENV.account),
          });
          for (const { Sid, Action, Resource } of STATEMENTS) {
            if (Sid === left) continue;
            role.addToPolicy(new iam.PolicyStatement({ actions: [Action].flat(), resources: [Resource] }));
          }
        }
      },
    });
  }
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** What becomes of a rollback by a session of a role, after the end or while it shifts. */
function rolledBack(
  role: string,
  when: 'after' | 'shifting',
): { readonly report: Report; readonly exitCode: number | null } {
  const run = { run: 'rollback', name: 'back', args: ['chat:live', ...WHO], as: { role, session: 'jane' } };
  const steps = [
    { deploy: 'v1' },
    { deploy: 'v2', ...(when === 'shifting' ? { meanwhile: [{ after: '7m', ...run }] } : {}) },
    ...(when === 'after' ? [run] : []),
  ];
  const file = join(directory, `${role}-${when}.yaml`);
  writeFileSync(file, JSON.stringify({ seed: 7, traffic: { requestsPerSecond: 5 }, steps }));
  const report = reportOf(runSluice(['rehearse', '--scenario', file, '--json'], directory));
  return { report, exitCode: report.commands?.find(({ step }) => step === 'back')?.exitCode ?? null };
}

const servingOf = ({ releases }: Report) => releases.at(-1)?.serving;

describe('the policy that the guide gives to whoever may put a version back', () => {
  it('is enough after the end, and while it shifts', () => {
    const after = rolledBack('without-nothing', 'after');
    expect([after.exitCode, after.report.releases.flatMap(({ deniedCalls }) => deniedCalls)]).toEqual([0, []]);
    const shifting = rolledBack('without-nothing', 'shifting');
    expect([shifting.exitCode, servingOf(shifting.report)]).toEqual([0, [{ version: '1', share: 1 }]]);
  });

  it.each(STATEMENTS.map(({ Sid }) => Sid))(
    'is not without %s: nothing is put back, and it says what was refused',
    (sid) => {
      const when = sid === 'Shifting' ? 'shifting' : 'after';
      const { report, exitCode } = rolledBack(`without-${sid}`, when);
      const output = report.commands?.find(({ step }) => step === 'back')?.output ?? '';

      expect(exitCode).not.toBe(0);
      expect(output).toMatch(/not authorized to perform|AccessDenied/);
      expect(servingOf(report)).toEqual([{ version: '2', share: 1 }]);
    },
  );
});
