import * as v from 'valibot';
import { checkProperties } from '../../../lib/rehearsal/cloudformation/check-values';
import { CloudFormation } from '../../../lib/rehearsal/cloudformation/cloudformation';
import { type TemplateResource } from '../../../lib/rehearsal/cloudformation/template';
import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { provideResource } from '../../../lib/rehearsal/kernel/resource-provider';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

const made: string[] = [];

const box = provideResource({
  type: 'Test::Box',
  attributes: ['Arn', 'Size'],
  properties: {
    Name: v.optional(v.string()),
    Size: v.optional(v.picklist(['small', 'large'])),
    Lids: v.optional(v.array(v.strictObject({ Colour: v.string(), Round: v.optional(v.boolean()) }))),
    Labels: v.optional(v.record(v.string(), v.string())),
    Lock: v.optional(
      v.variant('Kind', [
        v.strictObject({ Kind: v.literal('key'), Teeth: v.number() }),
        v.strictObject({ Kind: v.literal('code'), Digits: v.number() }),
      ]),
    ),
    Weight: v.optional(v.union([v.number(), v.pipe(v.string(), v.transform(Number), v.finite())])),
    Names: v.optional(v.pipe(v.array(v.string()), v.minLength(2))),
    Policy: v.optional(v.lazy(() => v.strictObject({ Allow: v.array(v.string()) }))),
    Whole: v.optional(
      v.pipe(
        v.strictObject({ From: v.number(), To: v.number() }),
        v.check(({ From, To }) => From < To),
      ),
    ),
  },
  create: (_, { logicalId }) => {
    made.push(logicalId);
    return { id: logicalId, attributes: { Arn: `arn:${logicalId}`, Size: 'small' } };
  },
  remove: () => undefined,
});

const simulation = new Simulation(0);

const cloudFormation = new CloudFormation({
  simulation,
  place: place('111122223333', 'eu-west-1'),
  randomness: new Randomness(7),
  providers: [box],
  ssmParameter: () => undefined,
  aliasDeployments: {
    deploy: () => {
      throw new Error('nothing to deploy');
    },
  },
});

function validate(properties: object, others: object = {}): void {
  const Resources = {
    Other: { Type: 'Test::Box' },
    Box: { Type: 'Test::Box', Properties: properties, Metadata: { 'aws:cdk:path': 'Chat/Box' } },
  };
  cloudFormation.validate({ name: 'Chat', template: { Resources, ...others }, where: 'chat.json' });
}

const UNKNOWN = { 'Fn::GetAtt': ['Other', 'Arn'] };
const IMPORTED = { 'Fn::ImportValue': 'elsewhere' };

describe('the properties of a template', () => {
  it.each<[string, object]>([
    ['known values', { Name: 'a', Size: 'small', Lids: [{ Colour: 'red' }], Lock: { Kind: 'key', Teeth: 3 } }],
    ['unknown values wherever one may stand', { Name: UNKNOWN, Size: IMPORTED, Lids: UNKNOWN, Lock: UNKNOWN }],
    ['unknown values inside', { Lids: [{ Colour: UNKNOWN, Round: IMPORTED }, UNKNOWN], Labels: { a: UNKNOWN } }],
    ['an unknown value that a transformation waits for', { Weight: UNKNOWN }],
    ['an unknown value that decides what the others are', { Lock: { Kind: UNKNOWN, Digits: 4 } }],
    ['a whole that cannot be judged yet', { Whole: { From: UNKNOWN, To: 1 } }],
    ['a list of which an item is not known yet', { Names: ['a', UNKNOWN] }],
    ['a text that is put together from unknown ones', { Name: { 'Fn::Sub': '${Other}-${Other.Arn}' } }],
    ['a property that is left out', { Weight: { Ref: 'AWS::NoValue' }, Name: { 'Fn::If': ['No', 1, 'a'] } }],
    ['a dynamic reference', { Size: '{{resolve:ssm:size}}' }],
    ['a parameter that is still missing', { Size: { Ref: 'Missing' } }],
    ['a picked value that turns out to be there or not', { Size: { 'Fn::Select': [5, ['small']] } }],
  ])('are taken with %s', (_, properties) => {
    expect(() => {
      validate(properties, {
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Parameters: { Missing: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/missing' } },
      });
    }).not.toThrow();
  });

  it.each<[string, object, string]>([
    ['an unknown name', { Colour: 1 }, 'Property Colour of Test::Box'],
    ['an unknown name with an unknown value', { Colour: UNKNOWN }, 'Property Colour of Test::Box'],
    [
      'an unknown name in a list',
      { Lids: [{ Colour: 'red' }, { Colour: UNKNOWN, Edge: 1 }] },
      'Property Lids.1.Edge of Test::Box',
    ],
    [
      'an unknown name beside an unknown value',
      { Name: UNKNOWN, Policy: { Allow: UNKNOWN, Deny: [] } },
      'Property Policy.Deny of Test::Box',
    ],
    [
      'an unknown name in the branch that is taken',
      { Policy: { 'Fn::If': ['Yes', { Alow: UNKNOWN }, UNKNOWN] } },
      'Property Policy.Allow of Test::Box',
    ],
    ['a value of another kind', { Name: ['a'] }, 'Property Name of Test::Box with the value ["a"]'],
    [
      'a value that an intrinsic gives',
      { Size: { 'Fn::Join': ['', ['hu', 'ge']] } },
      'Property Size of Test::Box with the value "huge"',
    ],
    ['a number of another kind in a union', { Weight: 'heavy' }, 'Property Weight of Test::Box with the value "heavy"'],
    ['too few items', { Names: ['a'] }, 'Property Names of Test::Box'],
    ['a whole that is wrong', { Whole: { From: 2, To: 1 } }, 'Property Whole of Test::Box'],
    ['a name that no kind has', { Lock: { Kind: UNKNOWN, Digits: 4, Colour: 1 } }, 'Property Lock.'],
    ['a name of another kind', { Lock: { Kind: 'key', Teeth: 1, Digits: 4 } }, 'Property Lock.Digits of Test::Box'],
  ])('stop before anything happens at %s', (_, properties, what) => {
    const check = () => {
      validate(properties, { Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } } });
    };
    expect(check).toThrow(NotEmulated);
    expect(check).toThrow(what);
    expect(check).toThrow('Met in chat.json, Box (Chat/Box).');
  });

  it('stop before anything happens at an attribute that the type does not have', () => {
    expect(() => {
      validate({ Name: { 'Fn::GetAtt': ['Other', 'Colour'] } });
    }).toThrow('The attribute Colour of Test::Box is not emulated. Met in chat.json, Box (Chat/Box)');
  });

  it('of a resource that does not come to be are not looked at', () => {
    const template = {
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Box: { Type: 'Test::Box', Condition: 'No', Properties: { Colour: 1 } } },
    };
    expect(() => {
      cloudFormation.validate({ name: 'Chat', template, where: 'chat.json' });
    }).not.toThrow();
  });

  it('may change the whole of what is known with the parameters', () => {
    const resource = (Size: string) => ({ Parameters: { Size: { Type: 'String', Default: Size } } });
    expect(() => {
      validate({ Size: { Ref: 'Size' } }, resource('small'));
    }).not.toThrow();
    expect(() => {
      validate({ Size: { Ref: 'Size' } }, resource('huge'));
    }).toThrow('Property Size of Test::Box with the value "huge"');
  });

  it('of a type without a schema are looked at only once the resource is made', () => {
    const open = { type: 'Test::Box', create: unexpected, update: unexpected, remove: unexpected };
    const resource = { Type: 'Test::Box', Properties: { Colour: 1 } } as unknown as TemplateResource;
    const scope = {
      ref: unexpected,
      attribute: unexpected,
      condition: unexpected,
      mapped: unexpected,
      exported: unexpected,
      stackOutput: unexpected,
    };
    expect(() => {
      checkProperties(resource, open, { scope, decide: () => true }, 'chat.json');
    }).not.toThrow();
  });

  it('make nothing', () => {
    expect(made).toEqual([]);
  });
});

function unexpected(): never {
  throw new Error('not to be asked');
}
