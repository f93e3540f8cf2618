import type { Dice } from './dice';
import { copy, isObject, read, write, type Json, type JsonObject, type Slot } from './json';
import { mutate } from './mutate';

/** Intrinsics as nobody should write them; `id` is the logical id of a resource. */
const INTRINSICS: readonly ((id: string, value: Json) => Json)[] = [
  (id) => ({ Ref: id }),
  () => ({ Ref: 'Nope' }),
  () => ({ Ref: 'AWS::NoValue' }),
  () => ({ Ref: ['AWS::Region'] }),
  (id) => ({ 'Fn::GetAtt': [id, 'Arn'] }),
  (id) => ({ 'Fn::GetAtt': [id, 'Nope'] }),
  (id) => ({ 'Fn::GetAtt': id }),
  (id) => ({ 'Fn::GetAtt': [id, { Ref: 'AWS::Region' }] }),
  (id) => ({ 'Fn::Sub': `\${${id}}-\${${id}.Arn}` }),
  () => ({ 'Fn::Sub': ['${A}', { A: { 'Fn::Sub': ['${A}', {}] } }] }),
  () => ({ 'Fn::Sub': '${' }),
  (_, value) => ({ 'Fn::Join': ['', [value, value]] }),
  () => ({ 'Fn::Join': [',', 'a'] }),
  () => ({ 'Fn::Select': [-1, ['a']] }),
  () => ({ 'Fn::Select': ['9', { 'Fn::Split': ['', 'abc'] }] }),
  () => ({ 'Fn::Split': [1, 2] }),
  (_, value) => ({ 'Fn::If': ['Nope', value, value] }),
  () => ({ 'Fn::If': [] }),
  () => ({ 'Fn::FindInMap': ['Nope', 'a', 'b'] }),
  () => ({ 'Fn::ImportValue': 'Nope' }),
  (_, value) => ({ 'Fn::Base64': value }),
  (_, value) => ({ Ref: 'AWS::Region', other: value }),
  () => ({ 'Fn::Equals': [1] }),
  () => '{{resolve:ssm:/nope}}',
  () => '{{resolve:secretsmanager:nope:SecretString:a::}}',
];

/** Changes a template in place, in so many places. */
export function mutateTemplate(template: Json, times: number, dice: Dice): void {
  const resources = isObject(template) && isObject(template.Resources) ? template.Resources : {};
  const ids = () => Object.keys(resources);
  mutate(template, times, dice, [
    (slot: Slot) => {
      const make = dice.pick(INTRINSICS);
      if (make) write(slot, make(dice.pick(ids()) ?? 'Nope', copy(read(slot))));
    },
    /** A cycle, mostly: two resources that each wait for the other. */
    () => {
      for (const id of [dice.pick(ids()), dice.pick(ids())]) {
        const resource = id === undefined ? undefined : resources[id];
        if (isObject(resource)) resource.DependsOn = dice.pick(ids()) ?? 'Nope';
      }
    },
    /** The properties of another resource. */
    () => {
      const [one, other] = [resources[dice.pick(ids()) ?? ''], resources[dice.pick(ids()) ?? '']];
      if (isObject(one) && isObject(other)) one.Properties = copy(other.Properties ?? {});
    },
    () => {
      withCondition(template, resources[dice.pick(ids()) ?? '']);
    },
  ]);
}

/** Makes a resource depend on a condition that depends on itself. */
function withCondition(template: Json, resource: Json | undefined): void {
  if (!isObject(template) || !isObject(resource)) return;
  const conditions: JsonObject = { Loop: { 'Fn::Not': [{ Condition: 'Loop' }] } };
  template.Conditions = conditions;
  resource.Condition = 'Loop';
}
