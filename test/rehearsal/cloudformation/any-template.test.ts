import fc from 'fast-check';
import { ApiGateway } from '../../../lib/rehearsal/api-gateway/api-gateway';
import { CloudFormation } from '../../../lib/rehearsal/cloudformation/cloudformation';
import { TemplateError } from '../../../lib/rehearsal/cloudformation/template-error';
import { Iam } from '../../../lib/rehearsal/iam/iam';
import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import { Logs } from '../../../lib/rehearsal/logs/logs';
import { Ssm } from '../../../lib/rehearsal/ssm/ssm';
import synthesized from '../../cases/cloudformation/synthesized-template.json';

const here = place('111122223333', 'eu-west-1');
const simulation = new Simulation(0);
const randomness = new Randomness(7);

const cloudFormation = new CloudFormation({
  simulation,
  place: here,
  randomness,
  providers: [
    ...new Ssm({ place: here }).providers,
    ...new Iam({ place: here, randomness, now: () => simulation.now, tagsOf: () => undefined }).providers,
    ...new Logs({ place: here }).providers,
    ...new ApiGateway({ place: here, randomness }).providers,
  ],
  ssmParameter: () => undefined,
  aliasDeployments: {
    deploy: () => {
      throw new Error('nothing to deploy');
    },
  },
});

/** What may take the place of a value: any JSON, what only looks like a template, and what no JSON file holds. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    'AWS::NoValue',
    '${}',
    '{{resolve:ssm:',
    '{{resolve:secretsmanager:a:SecretString:b}}',
    ...[{ Ref: 'toString' }, { Ref: 'AWS::NoValue' }, { Ref: 'Zones' }, { 'Fn::GetAtt': 'constructor.name' }],
    ...[{ 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, []] }, { Condition: 'IsProd' }, { 'Fn::Sub': '${valueOf}' }],
    ...[{ 'Fn::FindInMap': ['Sizes', '__proto__', 'toString'] }, { 'Fn::Join': ['', { Ref: 'Zones' }] }],
    ...[{ 'Fn::Cidr': ['::/1', {}, []] }, { 'Fn::Select': ['length', []] }, { 'Fn::Transform': {} }],
    ...[
      undefined,
      Number.NaN,
      10n,
      new Date(0),
      Symbol('x'),
      () => 1,
      JSON.parse('{"__proto__": {"Type": 1}}') as unknown,
    ],
  ),
  fc
    .constantFrom('IsProd', 'Zones', 'Sizes', 'KnownStage', 'Role1ABCC5F0')
    .chain((name) =>
      fc.constantFrom(
        { Ref: name },
        { Condition: name },
        { 'Fn::GetAtt': [name, 'Arn'] },
        { 'Fn::Not': [{ Condition: name }] },
        name,
        [name],
      ),
    ),
);

type Mutation =
  | { readonly kind: 'delete' | 'cycle'; readonly at: number }
  | { readonly kind: 'replace'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'swap'; readonly at: number; readonly with: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: string };

const at = fc.nat({ max: 1_000_000 });

const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('delete' as const, 'cycle' as const), at }),
    fc.record({ kind: fc.constant('replace' as const), at, value: junk }),
    fc.record({ kind: fc.constant('swap' as const), at, with: at }),
    fc.record({
      kind: fc.constant('rename' as const),
      at,
      name: fc.oneof(
        fc.string(),
        fc.constantFrom('Fn::Sub', 'Ref', 'Condition', 'Type', 'toString', 'constructor', '__proto__'),
      ),
    }),
  ),
  { minLength: 1, maxLength: 5 },
);

type Holder = Record<string, unknown>;

/** Every place in a value: what holds it, and under which key. */
function places(value: unknown, found: (readonly [Holder, string])[] = [], seen = new Set<unknown>()) {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  for (const [key, item] of Object.entries(value)) {
    found.push([value as Holder, key]);
    places(item, found, seen);
  }
  return found;
}

function mutate(template: object, mutation: Mutation): void {
  const all = places(template);
  const [holder, key] = all[mutation.at % all.length] ?? [];
  if (!holder || key === undefined) return;
  switch (mutation.kind) {
    case 'delete':
      Reflect.deleteProperty(holder, key);
      return;
    case 'cycle':
      holder[key] = holder;
      return;
    case 'replace':
      holder[key] = mutation.value;
      return;
    case 'swap': {
      const [other, otherKey] = all[mutation.with % all.length] ?? [];
      if (!other || otherKey === undefined) return;
      [holder[key], other[otherKey]] = [other[otherKey], holder[key]];
      return;
    }
    case 'rename': {
      const value = holder[key];
      Reflect.deleteProperty(holder, key);
      // As `JSON.parse` does it, which makes `__proto__` a name like any other.
      Object.defineProperty(holder, mutation.name, { value, enumerable: true, configurable: true, writable: true });
    }
  }
}

/** What validation comes to, where it may only take the template or refuse it by name. */
function verdict(template: unknown): 'taken' | 'refused' {
  try {
    cloudFormation.validate({ name: 'Chat', template, where: 'chat.json' });
    return 'taken';
  } catch (error) {
    if (error instanceof TemplateError || error instanceof NotEmulated) return 'refused';
    throw error;
  }
}

describe('a template of any form', () => {
  it('is taken as the CDK has made it', () => {
    expect(() => {
      cloudFormation.validate({ name: 'Chat', template: synthesized, where: 'chat.json' });
    }).not.toThrow();
  });

  it('is taken or refused by name where it was spoilt', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(mutations, (steps) => {
        const template = structuredClone(synthesized);
        for (const step of steps) mutate(template, step);
        verdicts.add(verdict(template));
      }),
      { numRuns: 500 },
    );
    expect([...verdicts].sort()).toEqual(['refused', 'taken']);
  });

  it('is taken or refused by name where it is any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (template) => {
        verdict(template);
      }),
      { numRuns: 200 },
    );
  });

  it('is taken or refused by name where a section or a resource is any JSON', () => {
    const section = fc.constantFrom(
      'Parameters',
      'Mappings',
      'Conditions',
      'Rules',
      'Resources',
      'Outputs',
      'Metadata',
    );
    fc.assert(
      fc.property(section, junk, junk, (name, value, entry) => {
        verdict({ Resources: {}, [name]: value });
        verdict({ Resources: {}, [name]: { Some: entry } });
        verdict({ Resources: { Some: { Type: 'AWS::SSM::Parameter', Properties: { Value: entry, Type: value } } } });
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, unknown, string]>([
    ['an object that holds itself', cyclic(), 'Template format error: [/Resources/Me] an object holds itself.'],
    ['values without an end', deep(100_000), 'A template more than 100 levels deep is not emulated.'],
    [
      'more than a megabyte',
      { Resources: {}, Description: 'x'.repeat(1_000_001) },
      'Template may not exceed 1000000 bytes in size.',
    ],
    ['one part that is there many times over', shared(60), 'Template may not exceed 1000000 bytes in size.'],
    [
      'more resources than CloudFormation takes',
      many(501),
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500.',
    ],
    ['a value that is no JSON', { Resources: { A: 10n } }, 'Template format error: [/Resources/A] bigint is not JSON.'],
    [
      'a number that is none',
      { Resources: { A: Number.NaN } },
      'Template format error: [/Resources/A] number is not JSON.',
    ],
    [
      'an object of a class',
      { Resources: new Map() },
      'Template format error: [/Resources] an object of a class is not JSON.',
    ],
    [
      'conditions that build on each other without an end',
      conditions(2000),
      'Conditions that build on each other more than 100 deep is not emulated.',
    ],
  ])('is refused by name: %s', (_, template, message) => {
    const validate = () => {
      cloudFormation.validate({ name: 'Chat', template, where: 'chat.json' });
    };
    expect(validate).toThrow(message);
  });

  it('is taken with as many resources as CloudFormation takes', () => {
    expect(verdict(many(500))).toBe('taken');
  });
});

function cyclic(): object {
  const Resources: Record<string, unknown> = {};
  Resources.Me = Resources;
  return { Resources };
}

function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return { Resources: {}, Metadata: value };
}

function shared(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = { a: value, b: value };
  return { Resources: {}, Metadata: value };
}

function many(count: number): object {
  const names = Array.from({ length: count }, (_, index) => `R${index}`);
  const resource = (index: number) => ({
    Type: 'AWS::CDK::Metadata',
    ...(index > 0 && { DependsOn: names.slice(Math.max(0, index - 5), index) }),
  });
  return {
    Resources: Object.fromEntries(names.map((name, index): [string, unknown] => [name, resource(index)]).reverse()),
  };
}

function conditions(count: number): object {
  const all = Array.from({ length: count }, (_, index): [string, unknown] => [
    `C${index}`,
    index + 1 === count ? { 'Fn::Equals': ['a', 'a'] } : { 'Fn::Not': [{ Condition: `C${index + 1}` }] },
  ]);
  return { Resources: {}, Conditions: Object.fromEntries(all) };
}
