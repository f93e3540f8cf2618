import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Calendar, Gate, OpenHours, ReleasePlatform, Requirement, type ReleasePlatformProps } from 'sluice';
import { readPolicy } from '../../../lib/domain/policy/policy';
import { StackView } from '../stack-view';

const ICS = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261224', 'END:VEVENT', 'END:VCALENDAR', ''].join(
  '\n',
);
const OFFICE = OpenHours.office({ timeZone: 'Europe/Berlin', holidays: ['2026-12-25 Christmas Day', '2026-12-26'] });

let directory: string;
const fileOf = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-calendars-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function platform(props: (stack: Stack) => ReleasePlatformProps): StackView {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  new ReleasePlatform(stack, 'Platform', props(stack));
  return new StackView(stack);
}

function published(view: StackView) {
  const { Value } = view.properties('AWS::SSM::Parameter', 'Platform/Parameter-policy') as { readonly Value: unknown };
  return readPolicy(String(Value));
}

function readsOf(view: StackView, actions: readonly string[] = ['s3:GetObject', 'ssm:GetCalendarState']) {
  const { PolicyDocument } = view.properties('AWS::IAM::Policy', 'Platform/ReleaseOpener/Role/DefaultPolicy') as {
    readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string; readonly Resource: unknown }[] };
  };
  return PolicyDocument.Statement.filter(({ Action }) => actions.includes(Action));
}

describe('the calendars of a platform', () => {
  it('are in its policy by their names, each once, and its opener may read them and nothing beside', () => {
    const shared = Calendar.ssm('arn:aws:ssm:eu-west-1:999999999999:document/GroupFreeze');
    const view = platform((stack) => ({
      policy: [
        Requirement.freeze({ calendars: [Calendar.ssm('CompanyFreeze'), shared], openHours: OFFICE }),
        Requirement.freeze({ calendars: [shared], services: ['shop-*'] }),
      ],
      calendars: [
        Calendar.fromBucket(s3.Bucket.fromBucketName(stack, 'B', 'acme'), 'team/sales.ics', {
          timeZone: 'Europe/Paris',
        }),
      ],
    }));
    expect(published(view)).toEqual({
      policy: {
        schema: 1,
        requirements: [
          {
            kind: 'freeze',
            calendars: ['CompanyFreeze', 'GroupFreeze'],
            openHours: {
              timeZone: 'Europe/Berlin',
              days: expect.objectContaining({ friday: [{ from: '09:00', to: '17:00' }] }) as object,
              holidays: [{ date: '2026-12-25', name: 'Christmas Day' }, { date: '2026-12-26' }],
            },
          },
          { kind: 'freeze', calendars: ['GroupFreeze'], services: ['shop-*'] },
        ],
        calendars: {
          CompanyFreeze: { kind: 'ssm', document: 'CompanyFreeze' },
          GroupFreeze: { kind: 'ssm', document: 'arn:aws:ssm:eu-west-1:999999999999:document/GroupFreeze' },
          sales: { kind: 'file', bucket: 'acme', key: 'team/sales.ics', timeZone: 'Europe/Paris' },
        },
      },
    });
    expect(JSON.stringify(readsOf(view))).toContain(':ssm:eu-west-1:111122223333:document/CompanyFreeze"');
    expect(JSON.stringify(readsOf(view))).toContain('arn:aws:ssm:eu-west-1:999999999999:document/GroupFreeze"');
    expect(JSON.stringify(readsOf(view))).toContain(':s3:::acme/team/sales.ics"');
    expect(readsOf(view).map(({ Action }) => Action)).toEqual([
      ...['ssm:GetCalendarState', 'ssm:GetCalendarState', 's3:GetObject'],
    ]);
  });

  it('may be in a bucket with a key, by which the opener may decrypt', () => {
    const view = platform((stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      const own = new s3.Bucket(stack, 'Own', { encryptionKey });
      const bucketArn = 'arn:aws:s3:::acme';
      const imported = s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketArn, encryptionKey });
      return { calendars: [Calendar.fromBucket(own, 'a.ics'), Calendar.fromBucket(imported, 'b.ics')] };
    });
    const decrypts = readsOf(view, ['kms:Decrypt']);
    expect(decrypts).toHaveLength(1);
    expect(JSON.stringify(decrypts)).toMatch(/"Fn::GetAtt":\["Key[0-9A-F]{8}","Arn"\]/);
  });

  it('may be files of the app, which are uploaded with it', () => {
    const view = platform(() => ({
      policy: [Requirement.freeze({ calendars: [Calendar.fromFile(fileOf('freeze.ics', ICS))] })],
    }));
    const { Value } = view.properties('AWS::SSM::Parameter', 'Platform/Parameter-policy');
    const key = /"key":"([0-9a-f]{64}\.ics)"/.exec(String(Value))?.[1];
    expect(JSON.stringify(readsOf(view))).toContain(`${key ?? 'none'}"`);
  });

  it('have an alias for who lets a release through', () => {
    const view = platform(() => ({ policy: [Requirement.freeze({ openHours: OFFICE })] }));
    expect(Object.keys(view.resources('AWS::Lambda::Alias'))).toEqual(['Platform/Attester/Attests-freeze-override']);
  });

  it.each<[string, () => ReleasePlatformProps, RegExp]>([
    [
      'nothing closes',
      () => ({ policy: [Requirement.freeze({})] }),
      /`policy`: `calendars` or `openHours` must be given/,
    ],
    [
      'a file is missing',
      () => ({ calendars: [Calendar.fromFile('none.ics')] }),
      /none\.ics:1:1: there is no such file/,
    ],
    [
      'a file is cut off',
      () => ({ calendars: [Calendar.fromFile(fileOf('cut.ics', ICS.slice(0, 40)))] }),
      /cut\.ics:2:1: VEVENT has no END:VEVENT|cut\.ics:3:1: is no line of a calendar/,
    ],
    [
      'two calendars have one name',
      () => ({ calendars: [Calendar.ssm('Freeze'), Calendar.ssm('arn:aws:ssm:eu-west-1:1:document/Freeze')] }),
      /calendars must have names of their own, got: "Freeze" twice/,
    ],
    ['a name is none', () => ({ calendars: [Calendar.ssm('Freeze', { name: 'a b' })] }), /the name must be letters/],
    [
      'a zone is none',
      () => ({ calendars: [Calendar.fromFile('f.ics', { timeZone: 'CET+1' })] }),
      /`timeZone` must be a name of/,
    ],
    [
      'hours are wrong',
      () => ({ policy: [Requirement.freeze({ openHours: OpenHours.weekly({ timeZone: 'Mars', monday: ['9-5'] }) })] }),
      /`openHours`: `monday` must be hours such as 09:00-17:00, got: "9-5"/,
    ],
    [
      'a bucket is none',
      () => ({ calendars: [Calendar.fromBucket('acme' as never, 'a.ics')] }),
      /the bucket must be a bucket of S3, got: "acme"/,
    ],
    [
      'nothing is named to be alone with',
      () => ({ policy: [Requirement.alone({ with: [] })] }),
      /`with` must name functions/,
    ],
    [
      'it takes more than a parameter',
      () => {
        const holidays = Array.from({ length: 150 }, (_, day) => `2026-01-01 Holiday ${day}`);
        return { policy: [Requirement.freeze({ openHours: OpenHours.office({ timeZone: 'UTC', holidays }) })] };
      },
      /`policy` must take 4096 bytes at most/,
    ],
  ])('are refused at synth where %s', (_, props, says) => {
    expect(() => platform(props)).toThrow(says);
  });
});

describe('the gate of a freeze', () => {
  const problemsOf = (gate: Gate) => gate._bindToRelease().problems.join('\n');

  it('names calendars of the platform, and has hours of its own', () => {
    const bound = Gate.freeze({ calendars: ['sales'], openHours: OFFICE, onInconclusive: 'proceed' })._bindToRelease();
    expect(bound).toMatchObject({
      ...{ name: 'freeze', problems: [], settings: { onInconclusive: 'proceed' } },
      definition: {
        kind: 'freeze',
        phase: 'before-traffic',
        calendars: ['sales'],
        openHours: { timeZone: 'Europe/Berlin' },
      },
    });
  });

  it.each([
    ['neither is given', Gate.freeze({}), /`calendars` or `openHours` must be given/],
    ['hours are wrong', Gate.freeze({ openHours: OpenHours.office({ timeZone: 'Mars' }) }), /timeZone must be a name/],
    ['a calendar is no name', Gate.freeze({ calendars: ['a b'] }), /must be letters/],
    [
      'a calendar is one itself',
      Gate.freeze({ calendars: [Calendar.ssm('F')] as never }),
      /`calendars` must be a list of texts/,
    ],
  ])('is refused where %s', (_, gate, says) => {
    expect(problemsOf(gate)).toMatch(says);
  });
});
