import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import {
  Gate,
  GatedRelease,
  Probe,
  ReleasePlatform,
  Suite,
  TrafficPlan,
  type CommonGateProps,
  type GatedReleaseProps,
} from 'sluice';
import cases from '../../cases/constructs/wrong-input.json';
import { inlineFunction } from '../inline-function';
import { temporaryApp } from '../temporary-app';

interface GivenGate {
  readonly kind: string;
  readonly name?: string;
  readonly phase?: string;
  readonly passes?: number;
  readonly withinSeconds?: number;
  readonly probePath?: string;
  /** Of an event of so many characters. */
  readonly probeCharacters?: number;
  readonly suite?: string;
  readonly concurrency?: number;
  readonly requests?: number;
  readonly mode?: string;
  readonly onInconclusive?: string;
  /** Attempts, and the seconds between them. */
  readonly retry?: readonly [number, number];
}

interface Given {
  readonly gates?: readonly GivenGate[];
  /** So many health gates that nothing is wrong with. */
  readonly healthGates?: number;
  readonly traffic?: { readonly kind: string; readonly percent: number; readonly intervalSeconds: number };
  readonly maxErrorIncreasePoints?: number;
  readonly maxLatencySeconds?: number;
  readonly platformName?: string;
  readonly platformIsHere?: boolean;
}

interface Case {
  readonly name: string;
  /** Lines of files, by name. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  readonly given: Given;
  readonly says: readonly string[];
}

const { app, outdir, remove } = temporaryApp();
let said = '';

beforeAll(() => {
  for (const [index, { files = {}, given }] of (cases as readonly Case[]).entries()) {
    for (const [name, lines] of Object.entries(files)) writeFileSync(join(outdir, name), lines.join('\n'));
    const stack = new Stack(app, stackOf(index));
    new GatedRelease(stack, 'Release', { function: inlineFunction(stack), ...propsOf(stack, given) });
  }
  said = errorOf(() => app.synth());
});

afterAll(remove);

describe('what is wrong with a release', () => {
  it.each((cases as readonly Case[]).map((one, index) => ({ ...one, index })))(
    'is said at synth, in one go with the rest: $name',
    ({ index, says }) => {
      const start = `  [${stackOf(index)}/Release] `;
      const lines = said.split('\n').filter((line) => line.startsWith(start));
      expect(lines.map((line) => line.slice(start.length).replace(`${outdir}/`, ''))).toEqual(says);
    },
  );

  it('is all that stops the synth', () => {
    const [headline, ...lines] = said.split('\n');
    expect(headline).toContain('Validation failed with the following errors:');
    expect(lines).toHaveLength(cases.flatMap(({ says }) => says).length);
  });
});

describe('the event of a probe', () => {
  const late = (place: string) =>
    `gate \`health\`: \`${place}\` must be known at synth, but holds a value that exists only once deployed`;
  const notJson = (place: string) => `gate \`health\`: \`${place}\` must be something that JSON can hold`;

  it.each([
    ['nothing at all', undefined, notJson('probe.event')],
    ['a function', () => 'ping', notJson('probe.event')],
    ['a number that JSON has not', { count: 1n }, notJson('probe.event.count')],
    [
      'a text that exists only once deployed',
      { table: Lazy.string({ produce: () => 'catalogue' }) },
      late('probe.event.table'),
    ],
    ['a number that exists only once deployed', [Lazy.number({ produce: () => 1 })], late('probe.event.0')],
  ])('is refused where it would not arrive as it is: %s', (_, event, problem) => {
    const { problems } = Gate.health({ probe: Probe.event(event) })._bindToRelease();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([[null], ['ping'], [0], [{ ping: [true, { deep: 'yes' }] }]])('may be whatever JSON holds: %j', (event) => {
    expect(Gate.health({ probe: Probe.event(event) })._bindToRelease()).toMatchObject({
      problems: [],
      definition: { probe: { kind: 'event', event } },
    });
  });
});

function stackOf(index: number): string {
  return `Case${index}`;
}

function propsOf(stack: Stack, given: Given): Omit<GatedReleaseProps, 'function'> {
  const many = Array.from({ length: given.healthGates ?? 1 }, (_, index) => ({
    kind: 'health',
    name: `gate-${index}`,
  }));
  const { gates = many, traffic, maxErrorIncreasePoints, maxLatencySeconds, platformName } = given;
  return {
    gates: gates.map(gateOf),
    ...(traffic && { traffic: trafficOf(traffic) }),
    ...(maxErrorIncreasePoints !== undefined && { maxErrorIncreasePoints }),
    ...(maxLatencySeconds !== undefined && { maxLatency: Duration.seconds(maxLatencySeconds) }),
    ...(platformName !== undefined && { platform: ReleasePlatform.fromPlatformName(stack, 'Imported', platformName) }),
    ...(given.platformIsHere && { platform: new ReleasePlatform(stack, 'Platform') }),
  };
}

function gateOf({ kind, withinSeconds, probePath, probeCharacters, suite = '', retry, ...given }: GivenGate): Gate {
  // As JavaScript could write it: a phase that does not exist is among the cases.
  const common = {
    ...given,
    ...(retry && { retryInconclusive: { attempts: retry[0], every: Duration.seconds(retry[1]) } }),
  } as CommonGateProps;
  const within = withinSeconds !== undefined && { within: Duration.seconds(withinSeconds) };
  if (kind === 'integration') {
    return Gate.integration({ ...common, ...within, suite: Suite.fromFile(join(outdir, suite)) });
  }
  if (kind === 'contract') return Gate.contract({ ...common, suite: Suite.fromFile(join(outdir, suite)) });
  if (kind === 'synthetic-load') {
    return Gate.syntheticLoad({
      ...common,
      suite: Suite.fromFile(join(outdir, suite)),
      maxLatency: Duration.seconds(1),
    });
  }
  return Gate.health({
    ...common,
    ...within,
    ...(probePath !== undefined && { probe: Probe.http({ path: probePath }) }),
    ...(probeCharacters !== undefined && { probe: Probe.event('x'.repeat(probeCharacters)) }),
  });
}

function trafficOf({ kind, percent, intervalSeconds }: Required<Given>['traffic']): TrafficPlan {
  const props = { percent, interval: Duration.seconds(intervalSeconds) };
  return kind === 'canary' ? TrafficPlan.canary(props) : TrafficPlan.linear(props);
}

function errorOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
