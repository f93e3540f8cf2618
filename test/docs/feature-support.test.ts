import { Account } from '../../lib/rehearsal/account/account';
import { intrinsicCall } from '../../lib/rehearsal/cloudformation/intrinsics/intrinsics';
import { readPage } from './fences';

const page = readPage('docs/feature-support.md');

const BEHAVIOUR = { errorRate: 0, latencyMs: { p50: 1, p90: 1, p99: 1 } };

describe('the list of what is emulated', () => {
  it('has the resource types that the account has, and no others', () => {
    const account = new Account({
      seed: 1,
      start: 0,
      accountId: '123456789012',
      region: 'us-east-1',
      parameters: {},
      requestsPerSecond: 0,
      requests: undefined,
      incidents: [],
      behaviours: { blue: BEHAVIOUR, green: BEHAVIOUR },
    });
    const listed = [...page.matchAll(/^\| `(AWS::[\w:]+)`/gm)].map(([, type]) => type);
    expect(listed.sort()).toEqual([...account.resourceTypes()].sort());
  });

  it.each(['property', 'condition'] as const)('has the intrinsics that a %s may use, and no others', (context) => {
    const [, properties = '', conditions = ''] =
      /\*\*Intrinsics\*\* in properties:(.*?)In conditions:(.*?)\n\n/s.exec(page) ?? [];
    const listed = { property: properties, condition: conditions };
    const all = new Set([...`${properties} ${conditions}`.matchAll(/`([\w:]+)`/g)].map(([, name = '']) => name));
    const known = [...all, 'Fn::Cidr', 'Fn::GetAZs', 'Fn::Length', 'Fn::ToJsonString', 'Fn::Transform'].filter((name) =>
      isEmulated(name, context),
    );
    expect(known.sort()).toEqual([...listed[context].matchAll(/`([\w:]+)`/g)].map(([, name]) => name).sort());
  });
});

function isEmulated(name: string, context: 'property' | 'condition'): boolean {
  try {
    return intrinsicCall({ [name]: '' }, context, 'a test') !== undefined;
  } catch {
    return false;
  }
}
