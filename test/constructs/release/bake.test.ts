import { Duration, Stack } from 'aws-cdk-lib';
import { Gate, GatedRelease, type GatedReleaseProps } from 'sluice';
import * as v from 'valibot';
import { manifestSchema } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

/** The bake of a release with these props, as its manifest says it. */
function bakeOf(props: Partial<GatedReleaseProps>, context: Readonly<Record<string, string>> = {}): number | undefined {
  const { app, remove } = temporaryApp();
  try {
    for (const [key, value] of Object.entries(context)) app.node.setContext(key, value);
    const stack = new Stack(app, 'Service');
    const fn = inlineFunction(stack);
    new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health(), Gate.errorRate()], ...props });
    const view = new StackView(stack);
    const { Value: text } = view.properties('AWS::SSM::Parameter', 'Release/Manifest') as { Value: unknown };
    return v.parse(manifestSchema, JSON.parse(view.text(text))).watch?.bakeMinutes;
  } finally {
    remove();
  }
}

describe('how long a release bakes', () => {
  it.each<readonly [string, Partial<GatedReleaseProps>, number | undefined]>([
    ['five minutes where nothing is said', {}, 5],
    ['as long as is said', { bake: Duration.minutes(30) }, 30],
    ['not at all where that is said', { bake: Duration.minutes(0) }, undefined],
    ['not at all where nothing is asked in flight', { gates: [Gate.health()] }, undefined],
    ['not at all for shadows alone', { gates: [Gate.health(), Gate.errorRate({ mode: 'shadow' })] }, undefined],
    ['not at all alongside, whatever is said', { adoption: 'alongside', bake: Duration.minutes(9) }, undefined],
  ])('is %s', (_, props, minutes) => {
    expect(bakeOf(props)).toBe(minutes);
  });

  it('may be another for a type of release', () => {
    const types = { hotfix: { bake: Duration.minutes(2) } };
    expect(bakeOf({ types }, { 'sluice:type': 'hotfix' })).toBe(2);
    expect(bakeOf({ types })).toBe(5);
  });

  it.each<readonly [string, Partial<GatedReleaseProps>, string]>([
    [
      'more than there is room for',
      { bake: Duration.minutes(31) },
      '`bake` must be whole minutes from 1 to 30, or 0 for none, got: 31 minutes',
    ],
    [
      'half a minute',
      { bake: Duration.seconds(90) },
      '`bake` must be whole minutes from 1 to 30, or 0 for none, got: 1.5 minutes',
    ],
    [
      'a bake of what nobody looks at',
      { gates: [Gate.health()], bake: Duration.minutes(5) },
      '`bake` must be left out where no gate is asked while traffic moves',
    ],
    [
      'a gate by its name',
      { gates: [Gate.health({ name: 'bake' }), Gate.errorRate()] },
      '`gates` must not have the name `bake`',
    ],
    ['what is no time', { bake: 5 as never }, '`bake` must be a Duration'],
  ])('is refused at synth for %s', (_, props, said) => {
    expect(() => bakeOf(props)).toThrow(said);
  });
});
