import { Conditions } from '../../../lib/rehearsal/cloudformation/conditions';
import { readParameters } from '../../../lib/rehearsal/cloudformation/parameters';
import { pseudoParameters } from '../../../lib/rehearsal/cloudformation/pseudo-parameters';
import { resolve } from '../../../lib/rehearsal/cloudformation/resolve';
import { StackScope } from '../../../lib/rehearsal/cloudformation/stack-scope';
import { type ManagedResource } from '../../../lib/rehearsal/cloudformation/stack-resource';
import { parseTemplate } from '../../../lib/rehearsal/cloudformation/template';
import { type TemplateValue } from '../../../lib/rehearsal/cloudformation/template-value';
import { place } from '../../../lib/rehearsal/kernel/place';
import cases from '../../cases/cloudformation/intrinsics.json';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly given: unknown;
  readonly expected?: unknown;
  readonly failure?: string;
}

const template = parseTemplate(
  {
    Parameters: {
      Stage: { Type: 'String', Default: 'prod' },
      Count: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
      Attribute: { Type: 'String', Default: 'Arn' },
      Mapping: { Type: 'String', Default: 'Sizes' },
    },
    Mappings: { Sizes: { prod: { memory: 1024, zones: ['a', 'b'], next: 'test' }, test: { memory: 512 } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] },
      BothProdAndTest: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
      EitherProdOrTest: { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsProd' }] },
      NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      IsThree: { 'Fn::Equals': [{ Ref: 'Count' }, '3'] },
      IsLarge: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, '1024'] },
    },
    Resources: {},
  },
  'chat.json',
);

const thing: ManagedResource = {
  logicalId: 'Thing',
  type: 'Test::Thing',
  where: 'chat.json, Thing',
  deletionPolicy: 'Delete',
  updateReplacePolicy: 'Delete',
  properties: {},
  physical: { id: 'thing-1', attributes: { Arn: 'arn:aws:thing', 'Endpoint.Port': '443' } },
};

function evaluate(value: unknown): unknown {
  const scope = new StackScope({
    template,
    parameters: readParameters(template, () => undefined, { name: 'Chat', where: 'chat.json' }),
    pseudoParameters: pseudoParameters(place('111122223333', 'eu-west-1'), 'Chat', 'arn:stack'),
    conditions: new Conditions(template, 'chat.json'),
    resources: new Map([['Thing', thing]]),
    exported: (name) => (name === 'prod-table' ? 'table-7' : undefined),
    outputsOf: (name) => (name === 'prod-data' ? { Table: 'table-8' } : undefined),
  });
  return resolve(value as TemplateValue, scope, 'chat.json');
}

const table: readonly Case[] = cases;

describe('the intrinsics of a template', () => {
  it.each(table.filter(({ failure }) => failure === undefined))('$name', ({ given, expected }) => {
    expect(evaluate(given)).toEqual(expected);
  });

  it.each(table.filter(({ failure }) => failure !== undefined))('$name', ({ given, failure }) => {
    expect(() => evaluate(given)).toThrow(failure);
  });
});
