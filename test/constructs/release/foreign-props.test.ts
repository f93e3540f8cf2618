import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Gate,
  GatedRelease,
  Gates,
  Judge,
  Probe,
  QualitySuite,
  Rate,
  ReleasePlatform,
  Suite,
  TrafficPlan,
  type GatedReleaseProps,
} from 'sluice';
import { inlineFunction } from '../inline-function';

const lateNumber = () => Lazy.number({ produce: () => 1 });
const lateText = () => Lazy.string({ produce: () => 'late' });
const LATE = 'must be known at synth, but holds a value that exists only once deployed';

class Foreign {
  readonly strange = true;
}

interface Kind {
  /** Of the kind, but it exists only once deployed. */
  readonly late?: () => unknown;
  readonly says: string;
}

const number: Kind = { late: lateNumber, says: 'must be a number' };
const text: Kind = { late: lateText, says: 'must be text' };
const texts: Kind = { late: () => [lateText()], says: 'must be a list of texts' };
const duration: Kind = { late: () => Duration.minutes(lateNumber()), says: 'must be a Duration, such as' };
const made = (how: string): Kind => ({ says: `must be made by ${how}` });

const common = { name: text, phase: text, mode: text, onInconclusive: text };

/** Every prop of a public construct that code in JavaScript may get wrong, by what says its problems. */
const TABLE: Readonly<Record<string, readonly [(props: never) => readonly string[], Readonly<Record<string, Kind>>]>> =
  {
    'Gate.health': [
      (props) => Gate.health(props)._bindToRelease().problems,
      { ...common, passes: number, within: duration, maxLatency: duration, probe: made('Probe.http or Probe.event') },
    ],
    'Gate.integration': [
      (props) => Gate.integration(props)._bindToRelease().problems,
      {
        ...common,
        suite: made('Suite.fromFile'),
        concurrency: number,
        within: duration,
        tags: texts,
        retries: number,
      },
    ],
    'Gate.syntheticLoad': [
      (props) => Gate.syntheticLoad(props)._bindToRelease().problems,
      {
        ...common,
        suite: made('Suite.fromFile'),
        requests: number,
        concurrency: number,
        maxErrorRatePercent: number,
        maxLatency: duration,
        within: duration,
      },
    ],
    'Gate.contract': [
      (props) => Gate.contract(props)._bindToRelease().problems,
      { ...common, suite: made('Suite.fromFile'), allow: text, concurrency: number, within: duration },
    ],
    'Gate.quality': [
      (props) => Gate.quality(props)._bindToRelease().problems,
      {
        ...common,
        suite: made('QualitySuite.fromFile'),
        judge: made('one of the functions of Judge'),
        margin: number,
        expectedSd: number,
        blueScores: number,
        concurrency: number,
        within: duration,
        maxDollars: number,
        maxTokens: number,
      },
    ],
    'Gates.standard': [
      (props) => Gates.standard(props).flatMap((gate) => gate._bindToRelease().problems),
      { leaveOut: texts },
    ],
    'retryInconclusive of a gate': [
      (retry) =>
        Gate.health({
          retryInconclusive: { attempts: 1, every: Duration.seconds(1), ...(retry as object) },
        })._bindToRelease().problems,
      { attempts: number, every: duration },
    ],
    TrafficPlan: [
      (props) =>
        TrafficPlan.canary({ percent: 10, interval: Duration.minutes(1), ...(props as object) })._bindToRelease()
          .problems,
      { percent: number, interval: duration },
    ],
    GatedRelease: [
      (props) => problemsOf(props),
      {
        gates: { says: 'must be a list of what the functions of Gate make' },
        traffic: made('one of the functions of TrafficPlan'),
        platform: made('new ReleasePlatform or'),
        aliasName: { says: 'must be text' },
        existingAlias: { says: 'must be an alias that this app makes' },
        maxErrorIncreasePoints: number,
        maxLatency: duration,
        expectedTraffic: made('one of the functions of Rate'),
        usualErrorRatePercent: number,
        expectedReleasesPerMonth: number,
      },
    ],
    ReleasePlatform: [
      (props) => [thrownBy(() => new ReleasePlatform(new Stack(), 'Platform', props))],
      { platformName: text, slackWebhookParameter: text, reconcileInterval: duration },
    ],
  };

const PROPS = Object.entries(TABLE).flatMap(([construct, [problems, kinds]]) =>
  Object.entries(kinds).map(([prop, kind]) => ({ construct, prop, kind, problems: problems as Problems })),
);
type Problems = (props: Readonly<Record<string, unknown>>) => readonly string[];

describe('a prop', () => {
  it.each(PROPS)(
    'of $construct is refused by its name where it is something else: $prop',
    ({ prop, kind, problems }) => {
      const said = problems({ [prop]: new Foreign() }).filter((problem) => problem.includes(`${prop}\` `));
      expect(said).toEqual([expect.stringContaining(`${prop}\` ${kind.says}`)]);
      expect(said[0]).toMatch(/got: a Foreign$/);
    },
  );

  it.each(PROPS.filter(({ kind }) => kind.late))(
    'of $construct is refused by its name where it exists only once deployed: $prop',
    ({ prop, kind, problems }) => {
      const said = problems({ [prop]: kind.late?.() });
      expect(said.filter((problem) => problem.includes(`${prop}\` `))).toEqual([
        expect.stringContaining(`${prop}\` ${LATE}`),
      ]);
      expect(said.join()).not.toMatch(/Token\[|e\+\d/);
    },
  );

  it.each(PROPS)('of $construct may be nothing without a word of JavaScript about it: $prop', ({ prop, problems }) => {
    expect(problems({ [prop]: undefined }).join('\n')).not.toMatch(/Cannot read|is not a function|\bObject\b/);
  });
});

describe('what is made for a prop', () => {
  const price = { inputPerMillion: 1, outputPerMillion: 1 };
  const suite = QualitySuite.fromFile('nowhere.jsonl');

  it.each<[string, () => Gate, string]>([
    ['the path of a probe', () => Gate.health({ probe: Probe.http({ path: lateText() }) }), 'probe.request.path'],
    ['the status of a probe', () => Gate.health({ probe: Probe.http({ status: lateNumber() }) }), 'probe.status'],
    [
      'the model of a judge',
      () => Gate.quality({ suite, judge: Judge.bedrock({ modelId: lateText(), price }) }),
      'judge.modelId',
    ],
    [
      'the price of a judge',
      () =>
        Gate.quality({
          suite,
          judge: Judge.openAi({ model: 'm', price: { ...price, outputPerMillion: lateNumber() } }),
        }),
      'judge.price.outputPerMillion',
    ],
    ['the path of a load', () => Gate.syntheticLoad({ request: { path: lateText() } }), 'load.request.path'],
  ])('is refused where it exists only once deployed: %s', (_, gate, place) => {
    expect(
      gate()
        ._bindToRelease()
        .problems.filter((problem) => problem.includes(LATE)),
    ).toEqual([expect.stringContaining(`\`${place.replace('load.', '').replace('probe.request', 'probe')}\` ${LATE}`)]);
  });

  it.each<[string, () => readonly string[]]>([
    ['a gate', () => Gate.fromFunction(undefined as never)._bindToRelease().problems],
    ['a judge', () => Gate.quality({ suite, judge: Judge.fromFunction({} as never) })._bindToRelease().problems],
  ])('is refused where the function of it is none: %s', (_, problems) => {
    expect(problems().filter((problem) => problem.includes('must be a Lambda function, got: '))).toHaveLength(1);
  });

  it('is refused where a rate exists only once deployed', () => {
    expect(problemsOf({ expectedTraffic: Rate.perSecond(lateNumber()) })).toEqual([`\`expectedTraffic\` ${LATE}`]);
  });

  it('is refused where a suite of the other kind is given', () => {
    expect(Gate.integration({ suite: Suite.fromFile('nowhere.yaml') })._bindToRelease().problems).toEqual([
      expect.stringContaining('there is no such file'),
    ]);
  });
});

describe('the function of a release', () => {
  const imported = (stack: Stack) => lambda.Function.fromFunctionName(stack, 'Imported', 'theirs');
  const singleton = (stack: Stack) =>
    new lambda.SingletonFunction(stack, 'Singleton', {
      uuid: '6d1ba5f4-6c5c-4d4a-9a5e-2c0f0f1f6b0e',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    });

  it.each<[string, (stack: Stack) => unknown]>([
    ['an imported one', imported],
    ['a SingletonFunction', singleton],
    ['nothing', () => undefined],
    [
      'an alias',
      (stack) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: inlineFunction(stack).currentVersion }),
    ],
  ])('is refused at once with what to give: %s', (_, fn) => {
    const stack = new Stack(new App(), 'Chat');
    const release = () => new GatedRelease(stack, 'Release', { function: fn(stack) as never, gates: [Gate.health()] });
    expect(thrownBy(release)).toContain('[Chat/Release] `function` must be a function that this app makes');
  });

  it('is refused in another stack, with the way out', () => {
    const app = new App();
    const fn = inlineFunction(new Stack(app, 'Functions'));
    const release = () => new GatedRelease(new Stack(app, 'Chat'), 'Release', { function: fn, gates: [Gate.health()] });
    expect(thrownBy(release)).toBe(
      "[Chat/Release] `function` must be in the stack of the release, as its versions are, got: a function of the stack Functions; make the GatedRelease there: new GatedRelease(Stack.of(fn), 'Release', …)",
    );
  });

  it('needs a latency beside it where its timeout exists only once deployed', () => {
    const late = { timeout: Duration.seconds(lateNumber()) };
    expect(problemsOf({}, late)).toEqual([expect.stringContaining('`maxLatency` must be given')]);
    expect(problemsOf({ maxLatency: Duration.seconds(1) }, late)).toEqual([]);
  });
});

/** What the validation of a release says. */
function problemsOf(props: object, ofFunction: Partial<lambda.FunctionProps> = {}): readonly string[] {
  const stack = new Stack(new App(), 'Chat');
  const fn = new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    ...ofFunction,
  });
  const given = { function: fn, gates: [Gate.health()], ...props } as GatedReleaseProps;
  return new GatedRelease(stack, 'Release', given).node.validate();
}

function thrownBy(action: () => unknown): string {
  try {
    action();
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
