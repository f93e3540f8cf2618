import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sluice from 'sluice';
import { inlineFunction } from './inline-function';

/** What is written in place of props, as code in JavaScript may. */
type Given = never;

interface Entry {
  /** Calls it with something in place of its props or of its construct, and answers all that is said of it. */
  readonly call: (given: Given) => readonly string[];
  /** Props with a name that is nearly one of them; undefined where what is given is no object of props. */
  readonly typo?: readonly [object, meant: string];
  /** Whether it may be called with nothing. */
  readonly isOptional?: boolean;
}

const suite = sluice.Suite.fromFile('nowhere.yaml');
const qualitySuite = sluice.QualitySuite.fromFile('nowhere.jsonl');
const price = { inputPerMillion: 1, outputPerMillion: 1 };
const secret = sluice.ChannelSecret.inParameter('/team/secret');
const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Orders' });

const ofGate = (gate: sluice.Gate) => gate._bindToRelease().problems;
const ofJudge = (judge: sluice.Judge) => ofGate(sluice.Gate.quality({ suite: qualitySuite, judge }));
const ofProbe = (probe: sluice.Probe) => ofGate(sluice.Gate.health({ probe }));
const ofChannel = (channel: sluice.Channel) => channel._bindToPlatform().problems;
const ofSecret = (one: sluice.ChannelSecret) => ofChannel(sluice.Channel.teams({ webhook: one }));
const ofRelease = (act: (release: sluice.GatedRelease) => unknown) => {
  const made = releaseWith({});
  act(made);
  return made.node.validate();
};

const ENTRIES: Readonly<Record<string, Entry>> = {
  'Gate.ciEvidence': gate('ciEvidence', { checks: ['unit'], check: 'unit' }, 'checks'),
  'Gate.approvals': gate('approvals', { by: ['qa-lead'], independant: true }, 'independent'),
  'Gate.checklist': gate('checklist', { file: 'nowhere.yaml', upto: 'T-0' }, 'upTo'),
  'Gate.freeze': gate('freeze', { calendar: ['closing'] }, 'calendars'),
  'Gate.health': gate('health', { pases: 3 }, 'passes', true),
  'Gate.integration': gate('integration', { suite, concurency: 4 }, 'concurrency'),
  'Gate.syntheticLoad': gate('syntheticLoad', { request: 3, maxLatancy: 3 }, 'maxLatency', true),
  'Gate.contract': gate('contract', { suite, alow: 'nothing' }, 'allow'),
  'Gate.quality': gate('quality', { suite: qualitySuite, margins: 0.2 }, 'margin'),
  'Gate.errorRate': gate('errorRate', { maxIncrese: 1 }, 'maxIncrease', true),
  'Gate.latency': gate('latency', { precentile: 99 }, 'percentile', true),
  'Gate.throttling': gate('throttling', { tables: [], onThrotle: 'note' }, 'onThrottle'),
  'Gate.failureRatio': gate('failureRatio', { failures: metric, totals: metric }, 'total'),
  'Gate.fromFunction': { call: (given) => ofGate(sluice.Gate.fromFunction(given)) },
  'Gates.standard': {
    call: (given) => sluice.Gates.standard(given).flatMap(ofGate),
    typo: [{ leavOut: ['quality'] }, 'leaveOut'],
  },
  'Judge.bedrock': judge('bedrock', { price, modelID: 'a-model' }, 'modelId'),
  'Judge.openAi': judge('openAi', { price, model: 'm', baseURL: 'https://a.example/v1' }, 'baseUrl'),
  'Judge.fromFunction': { call: (given) => ofJudge(sluice.Judge.fromFunction(given)) },
  'Probe.http': {
    call: (given) => ofProbe(sluice.Probe.http(given)),
    typo: [{ metod: 'GET' }, 'method'],
    isOptional: true,
  },
  'Probe.event': {
    call: (given) => ofProbe(sluice.Probe.event({}, given)),
    typo: [{ expects: {} }, 'expect'],
    isOptional: true,
  },
  'Rule.aboveBlue': {
    call: (given) => ofGate(sluice.Gate.errorRate({ rule: sluice.Rule.aboveBlue(given) })),
    typo: [{ minuts: 3 }, 'minutes'],
  },
  'Suite.fromFile': { call: (given) => ofGate(sluice.Gate.contract({ suite: sluice.Suite.fromFile(given) })) },
  'QualitySuite.fromFile': {
    call: (given) =>
      ofGate(sluice.Gate.quality({ suite: sluice.QualitySuite.fromFile(given), judge: sluice.Judge.offline() })),
  },
  'Channel.slack': channel('slack', { botToken: secret, chanelId: 'C0123456789' }, 'channelId'),
  'Channel.slackWebhook': channel('slackWebhook', { webHook: secret }, 'webhook'),
  'Channel.teams': channel('teams', { webhook: secret, mention: {} }, 'mentions'),
  'Channel.pagerDuty': channel('pagerDuty', { routingKey: secret, regoin: 'eu' }, 'region'),
  'Channel.webhook': channel('webhook', { url: 'https://a.example/', signingSecert: secret }, 'signingSecret'),
  'Channel.sns': channel('sns', { topics: [] }, 'topic'),
  'Channel.qDeveloper': channel('qDeveloper', { topics: [] }, 'topic'),
  'ChannelSecret.inParameter': {
    call: (given) => ofSecret(sluice.ChannelSecret.inParameter('/team/secret', given)),
    typo: [{ encryptionkey: {} }, 'encryptionKey'],
    isOptional: true,
  },
  'ChannelSecret.inSecretsManager': { call: (given) => ofSecret(sluice.ChannelSecret.inSecretsManager(given)) },
  'Requirement.evidence': requirement('evidence', { checks: ['unit'], service: ['shop'] }, 'services'),
  'Requirement.approvals': requirement('approvals', { by: ['qa-lead'], independant: false }, 'independent'),
  'Requirement.ofTypes': {
    call: (given) => sluice.Requirement.ofTypes(given).flatMap((one) => one._bindToPlatform().problems),
    typo: [{ securityPath: ['auth/*'] }, 'securityPaths'],
    isOptional: true,
  },
  'Requirement.gates': requirement('gates', { kind: ['health'] }, 'kinds'),
  'Requirement.adoption': requirement('adoption', { leest: 'trusted' }, 'least'),
  'Requirement.freeze': requirement('freeze', { openhours: {} }, 'openHours'),
  'Requirement.alone': requirement('alone', { wth: ['shop'] }, 'with'),
  'Calendar.ssm': {
    call: (given) => ofCalendar(sluice.Calendar.ssm('closing', given)),
    typo: [{ nam: 'closing' }, 'name'],
    isOptional: true,
  },
  'Calendar.fromBucket': {
    call: (given) =>
      ofCalendar(
        sluice.Calendar.fromBucket(s3.Bucket.fromBucketName(stackOf(), 'Bucket', 'calendars'), 'a.ics', given),
      ),
    typo: [{ timezone: 'UTC' }, 'timeZone'],
    isOptional: true,
  },
  'Calendar.fromFile': { call: (given) => ofCalendar(sluice.Calendar.fromFile(given)) },
  'OpenHours.office': {
    call: (given) => ofGate(sluice.Gate.freeze({ openHours: sluice.OpenHours.office(given) })),
    typo: [{ timezone: 'UTC' }, 'timeZone'],
  },
  'OpenHours.weekly': {
    call: (given) => ofGate(sluice.Gate.freeze({ openHours: sluice.OpenHours.weekly(given) })),
    typo: [{ timeZone: 'UTC', mondy: ['09:00-17:00'] }, 'monday'],
  },
  'TrafficPlan.canary': traffic('canary'),
  'TrafficPlan.linear': traffic('linear'),
  GatedRelease: {
    call: (given) => said(() => new sluice.GatedRelease(stackOf(), 'Release', given)),
  },
  'GatedRelease.addAlarm': {
    call: (given) =>
      ofRelease((release) => {
        release.addAlarm(given);
      }),
  },
  'GatedRelease.addAlarm, its props': {
    call: (given) =>
      ofRelease((release) => {
        release.addAlarm(cloudwatch.Alarm.fromAlarmArn(release, 'Own', ALARM), given);
      }),
    typo: [{ mod: 'shadow' }, 'mode'],
    isOptional: true,
  },
  GreenAlarms: {
    call: (given) => said(() => new sluice.GreenAlarms(stackOf(), 'Alarms', given)),
    typo: [{ isWatchd: true }, 'isWatched'],
  },
  ReleasePlatform: {
    call: (given) => said(() => new sluice.ReleasePlatform(stackOf(), 'Platform', given)),
    typo: [{ plaformName: 'payments' }, 'platformName'],
    isOptional: true,
  },
  'ReleasePlatform.fromPlatformName': {
    call: (given) => said(() => sluice.ReleasePlatform.fromPlatformName(stackOf(), 'Platform', 'default', given)),
    typo: [{ maxAlarm: 20 }, 'maxAlarms'],
    isOptional: true,
  },
  'ReleasePlatform.grantReadLedger': { call: (given) => said(() => platform().grantReadLedger(given)) },
  'ReleasePlatform.grantAttest': { call: (given) => said(() => platform().grantAttest(given, 'unit')) },
  'ReleasePlatform.grantExport': {
    call: (given) =>
      said(() => {
        platform().grantExport(given);
      }),
  },
  'IReleasePlatform.grantReadLedger': {
    call: (given) =>
      said(() => sluice.ReleasePlatform.fromPlatformName(stackOf(), 'Platform', 'default').grantReadLedger(given)),
  },
};

const ALARM = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:own';
/** They take numbers, or nothing. */
const WITHOUT_PROPS = ['Factor', 'Percent', 'PercentagePoints', 'Rate', 'Judge.offline', 'TrafficPlan.allAtOnce'];

describe('every entry point', () => {
  it('of the package is in the table', () => {
    const all = Object.entries(sluice).flatMap(([name, value]) =>
      Object.getOwnPropertyNames(value)
        .filter((member) => !['length', 'name', 'prototype'].includes(member))
        .filter((member) => !member.startsWith('_'))
        .filter((member) => typeof (value as unknown as Record<string, unknown>)[member] === 'function')
        .map((member) => `${name}.${member}`),
    );
    const known = (name: string) => name in ENTRIES || WITHOUT_PROPS.some((one) => name.startsWith(one));
    // What classes inherit (`isConstruct`), and what only their own factories call.
    expect(all.filter((name) => !known(name) && !/\.(?:of|stepped|byTopic|isConstruct)$/.test(name))).toEqual([]);
  });

  const foreign = [undefined, null, 'text', 3, [], () => 1] as const;
  const calls = Object.entries(ENTRIES).flatMap(([name, entry]) =>
    foreign.filter((given) => !(given === undefined && entry.isOptional)).map((given) => ({ name, given, ...entry })),
  );

  it.each(calls)('says what it needs in place of $given: $name', ({ call, given }) => {
    const problems = call(given as never);
    expect(problems.join('\n')).toMatch(/must be|must have|there is no such file/);
    expect(problems.join('\n')).not.toMatch(NO_SENTENCE);
  });

  const typos = Object.entries(ENTRIES).flatMap(([name, { call, typo }]) => (typo ? [{ name, call, typo }] : []));

  it.each(typos)('names the prop that is meant by one it has not: $name', ({ call, typo: [props, meant] }) => {
    const problems = call(props as never);
    const [wrong] = Object.keys(props).slice(-1);
    expect(problems.join('\n')).toContain(`${String(wrong)}\` is none of the props: write \`${meant}\``);
    expect(problems.join('\n')).not.toMatch(NO_SENTENCE);
  });
});

describe('a prop that is none of them', () => {
  it('is refused with those that there are, where none of them is nearly it', () => {
    expect(ofProbe(sluice.Probe.event({}, { timeout: 3 } as never))).toEqual([
      'gate `health`: `probe`: `timeout` is none of the props, which are expect',
    ]);
  });

  it('is refused inside of a prop too', () => {
    const retryInconclusive = { attempts: 1, every: Duration.seconds(1), evry: 3 };
    expect(ofGate(sluice.Gate.health({ retryInconclusive }))).toEqual([
      'gate `health`: `retryInconclusive.evry` is none of the props: write `every`',
    ]);
    expect(releaseWith({ prices: { snsMillionPublish: 1 } }).node.validate()).toEqual([
      '`prices`: `snsMillionPublish` is none of the props: write `snsMillionPublishes`',
    ]);
  });

  it('is refused of a release with the rest', () => {
    expect(releaseWith({ gates: [], maxLatancy: Duration.seconds(1) }).node.validate()).toEqual([
      '`maxLatancy` is none of the props: write `maxLatency`',
      '`gates` must have a gate: without one every change would pass',
    ]);
  });

  it('may be the subclass’s own of a construct', () => {
    expect(releaseWith({ team: 'checkout', gate: 'strict' }).node.validate()).toEqual([]);
  });

  it('is none where nothing was given for it', () => {
    expect(ofProbe(sluice.Probe.event({}, { timeout: undefined } as never))).toEqual([]);
  });
});

/** What JavaScript says by itself. */
const NO_SENTENCE = /Cannot (?:read|destructure|use)|is not a function|is not iterable|not defined|\[object/;

type Kinds<T> = Exclude<keyof T, 'prototype' | `_${string}`>;

function gate(kind: Kinds<typeof sluice.Gate>, props: object, meant: string, isOptional = false): Entry {
  return { call: (given) => ofGate(sluice.Gate[kind](given)), typo: [props, meant], isOptional };
}

function judge(kind: 'bedrock' | 'openAi', props: object, meant: string): Entry {
  return { call: (given) => ofJudge(sluice.Judge[kind](given)), typo: [props, meant] };
}

function channel(kind: Kinds<typeof sluice.Channel>, props: object, meant: string): Entry {
  return { call: (given) => ofChannel(sluice.Channel[kind](given)), typo: [props, meant] };
}

function requirement(kind: Exclude<Kinds<typeof sluice.Requirement>, 'ofTypes'>, props: object, meant: string): Entry {
  return { call: (given) => sluice.Requirement[kind](given)._bindToPlatform().problems, typo: [props, meant] };
}

function ofCalendar(calendar: sluice.Calendar): readonly string[] {
  return calendar._problems();
}

function traffic(kind: 'canary' | 'linear'): Entry {
  return {
    call: (given) => sluice.TrafficPlan[kind](given)._bindToRelease().problems,
    typo: [{ percent: 10, intervall: Duration.minutes(1) }, 'interval'],
  };
}

function stackOf(): Stack {
  return new Stack(new App(), 'Chat');
}

function platform(): sluice.ReleasePlatform {
  return new sluice.ReleasePlatform(stackOf(), 'Platform');
}

function releaseWith(props: object): sluice.GatedRelease {
  const stack = stackOf();
  return new sluice.GatedRelease(stack, 'Release', {
    function: inlineFunction(stack),
    gates: [sluice.Gate.health()],
    ...props,
  });
}

/** What is thrown at once, or else what the construct says at synth. */
function said(make: () => unknown): readonly string[] {
  try {
    make();
    return [];
  } catch (error) {
    return [String(error)];
  }
}
