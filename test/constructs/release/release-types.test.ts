import { Duration, Stack } from 'aws-cdk-lib';
import { Gate, GatedRelease, TrafficPlan, type GatedReleaseProps, type ReleaseTypesProps } from 'sluice';
import * as v from 'valibot';
import { manifestTextSchema } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const removes: (() => void)[] = [];
afterAll(() => {
  for (const remove of removes) remove();
});

/** What the platform is told of a release that is synthesized as a type. */
function manifestAs(type: unknown, types: ReleaseTypesProps, more: Partial<GatedReleaseProps> = {}) {
  const { app, remove } = temporaryApp();
  removes.push(remove);
  if (type !== undefined) app.node.setContext('sluice:type', type);
  const stack = new Stack(app, 'Service');
  new GatedRelease(stack, 'Release', {
    function: inlineFunction(stack, 'Chat'),
    gates: [Gate.health()],
    traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) }),
    types,
    ...more,
  });
  const view = new StackView(stack);
  const text = view.text(view.properties('AWS::SSM::Parameter', 'Release/Manifest').Value);
  const { type: said, gates, shiftMinutes } = v.parse(manifestTextSchema, text);
  return { type: said, gates: gates.asked.map(({ name }) => name), shiftMinutes };
}

const hotfix = { traffic: TrafficPlan.allAtOnce(), gates: [Gate.health({ name: 'quick-health' })] };

describe('the type of a release', () => {
  it.each<[string, unknown, ReleaseTypesProps, object]>([
    ['is minor where nothing is said', undefined, { hotfix }, { type: 'minor', gates: ['health'], shiftMinutes: 10 }],
    [
      'may have traffic and gates of its own',
      'hotfix',
      { hotfix },
      { type: 'hotfix', gates: ['quick-health'], shiftMinutes: 0 },
    ],
    [
      'has what it does not say from the release',
      'patch',
      { patch: { gates: hotfix.gates } },
      { type: 'patch', gates: ['quick-health'], shiftMinutes: 10 },
    ],
    [
      'is as all others where nothing differs',
      'major',
      { hotfix },
      { type: 'major', gates: ['health'], shiftMinutes: 10 },
    ],
  ])('%s', (_, type, types, expected) => {
    expect(manifestAs(type, types)).toEqual(expected);
  });

  it.each<[string, unknown, unknown, string]>([
    [
      'no type',
      'tiny',
      {},
      'the context `sluice:type` must be one of continuous, hotfix, patch, minor and major, got: "tiny"',
    ],
    ['one in capitals', 'Minor', {}, 'must be one of'],
    ['no text', true, {}, 'got: true'],
    ['a type that is none', undefined, { hotfixes: {} }, '`types`: `hotfixes` is none of the props: write `hotfix`'],
    [
      'a type without gates',
      undefined,
      { patch: { gates: [] } },
      '`types`: `patch`: `gates` must have a gate, or be left out',
    ],
    [
      'something else of a type',
      undefined,
      { patch: { trafic: hotfix.traffic } },
      '`types`: `patch`: `trafic` is none of the props: write `traffic`',
    ],
  ])('is refused where it is %s', (_, type, types, says) => {
    expect(() => manifestAs(type, types as ReleaseTypesProps)).toThrow(says);
  });
});
