import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease } from 'sluice';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, remove } = temporaryApp();
afterAll(remove);

function released(stack: Stack, ...names: readonly string[]): Stack {
  for (const name of names) {
    new GatedRelease(stack, `${name}Release`, { function: inlineFunction(stack, name), gates: [Gate.health()] });
  }
  return stack;
}

const three = released(new Stack(app, 'Three'), 'B', 'A', 'C');
const other = released(new Stack(app, 'Other'), 'D');

describe('the releases of one stack', () => {
  it('go one after the other, in the order of their creation', () => {
    const view = new StackView(three);
    const after = Object.entries(view.resources('AWS::Lambda::Alias')).map(([name, { DependsOn: before = [] }]) => [
      name,
      before.map((id) => view.name(id)).filter((id) => id.endsWith('/Alias')),
    ]);
    expect(Object.fromEntries(after)).toEqual({
      'BRelease/Alias': [],
      'ARelease/Alias': ['BRelease/Alias'],
      'CRelease/Alias': ['ARelease/Alias'],
    });
  });

  it('are asked about, where they are created, only once the one before has its alias', () => {
    const view = new StackView(three);
    const after = Object.entries(view.resources('Custom::SluiceFirstRelease')).map(
      ([name, { DependsOn: before = [] }]) => [
        name.split('/')[0],
        before.map((id) => view.name(id)).filter((id) => id.endsWith('/Alias')),
      ],
    );
    expect(Object.fromEntries(after)).toEqual({
      BRelease: [],
      ARelease: ['BRelease/Alias'],
      CRelease: ['ARelease/Alias'],
    });
  });

  it('are told what becomes of the others when one fails', () => {
    const said = (stack: Stack) =>
      Annotations.fromStack(stack)
        .findInfo('*', Match.stringLikeRegexp('CloudFormation rolls the whole stack back'))
        .map(({ id, entry }) => [id, JSON.stringify(entry.data).split(',')[0]?.slice(1)]);
    expect(said(three)).toEqual([
      ['/Three/ARelease', 'It is released after Three/BRelease'],
      ['/Three/CRelease', 'It is released after Three/ARelease'],
    ]);
    expect(said(other)).toEqual([]);
  });

  it('do not wait for those of other stacks', () => {
    expect(three.dependencies).not.toContain(other);
    expect(other.dependencies).not.toContain(three);
  });
});
