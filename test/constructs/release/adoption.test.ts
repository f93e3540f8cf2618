import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Gate,
  GatedRelease,
  Judge,
  OpenHours,
  QualitySuite,
  ReleasePlatform,
  Requirement,
  Suite,
  TrafficPlan,
  type GatedReleaseProps,
} from 'sluice';
import * as v from 'valibot';
import { type GATE_KINDS } from '../../../lib/domain/gates/gate-kinds';
import { manifestSchema } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { outdir, remove } = temporaryApp();
afterAll(remove);

const file = (name: string, ...lines: readonly object[]): string => {
  const path = join(outdir, name);
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  return path;
};
const conversations = [{ key: 'a', turns: [{ event: 1, expect: { ok: true } }] }];
const suite = Suite.fromFile(file('suite.yaml', { effects: 'none', conversations }));
const questions = QualitySuite.fromFile(
  file(
    'questions.jsonl',
    { kind: 'quality', effects: 'none', event: {}, question: 'message', answer: 'reply' },
    ...Array.from({ length: 300 }, (_, index) => ({ key: `case-${index}`, turns: ['Hello?'] })),
  ),
);
const items = [{ id: 'unit', what: 'Tests pass', due: 'T-4h', attested: 'unit' }];
const list = file('list.yaml', { schema: 1, items });
const metric = (metricName: string) => new cloudwatch.Metric({ namespace: 'Shop', metricName });
const books = dynamodb.Table.fromTableName(new Stack(), 'Books', 'books');
const check = lambda.Function.fromFunctionName(new Stack(), 'Check', 'check');

/** A gate of each kind that there is. */
const OF_KIND: { readonly [K in keyof typeof GATE_KINDS]: () => Gate } = {
  'ci-evidence': () => Gate.ciEvidence({ checks: ['unit'] }),
  approvals: () => Gate.approvals({ by: ['qa-lead'] }),
  checklist: () => Gate.checklist({ file: list }),
  freeze: () => Gate.freeze({ openHours: OpenHours.office({ timeZone: 'Europe/Berlin' }) }),
  health: () => Gate.health(),
  integration: () => Gate.integration({ suite }),
  function: () => Gate.fromFunction(check),
  'synthetic-load': () => Gate.syntheticLoad({ suite }),
  contract: () => Gate.contract({ suite }),
  quality: () => Gate.quality({ suite: questions, judge: Judge.offline() }),
  'error-rate': () => Gate.errorRate(),
  latency: () => Gate.latency(),
  throttling: () => Gate.throttling({ tables: [books] }),
  'failure-ratio': () => Gate.failureRatio({ failures: metric('Rude'), total: metric('Answers') }),
};

let count = 0;

function released(props: Partial<GatedReleaseProps>, own?: cloudwatch.TreatMissingData) {
  const stack = new Stack(new App({ outdir: join(outdir, `${(count += 1)}`) }), 'Service');
  const release = new GatedRelease(stack, 'Release', {
    ...{ function: inlineFunction(stack), gates: [Gate.health()], ...props },
  });
  if (own) {
    const alarm = { metric: metric('Failed'), threshold: 1, evaluationPeriods: 1, treatMissingData: own };
    release.addAlarm(new cloudwatch.Alarm(stack, 'Checkout', alarm));
  }
  return stack;
}

function viewOf(...given: Parameters<typeof released>) {
  const stack = released(...given);
  const view = new StackView(stack);
  const group = view.properties('AWS::CodeDeploy::DeploymentGroup', 'Release/DeploymentGroup');
  const { Enabled: isOn, Alarms: alarms = [] } = group.AlarmConfiguration as {
    readonly Enabled: boolean;
    readonly Alarms?: readonly { readonly Name: unknown }[];
  };
  const manifest = v.parse(
    manifestSchema,
    JSON.parse(view.text(view.properties('AWS::SSM::Parameter', 'Release/Manifest').Value)),
  );
  return { stack, manifest, isOn, watched: alarms.map(({ Name: name }) => view.text(name)) };
}

const CALM = cloudwatch.TreatMissingData.NOT_BREACHING;

describe('a release that is alongside', () => {
  it.each(Object.entries(OF_KIND))('has a gate of kind %s as a shadow, whatever it says', (kind, gate) => {
    const asked = (adoption?: 'alongside') =>
      viewOf({ gates: [gate()], ...(adoption && { adoption }) }).manifest.gates.asked;
    expect(asked('alongside')).toMatchObject([{ kind, mode: 'shadow' }]);
    expect(asked()[0]).not.toHaveProperty('mode');
  });

  it('says so in its manifest, and has no gate of which a person is asked', () => {
    const { manifest } = viewOf({ adoption: 'alongside', gates: [Gate.health({ mode: 'enforce' })] });
    expect(manifest.adoption).toBe('alongside');
    expect(manifest.gates.asked.map(({ name }) => name)).toEqual(['health']);
  });

  it('has its alarms and those of its squad as shadows, and CodeDeploy watches none', () => {
    const { manifest, isOn, watched } = viewOf(
      { adoption: 'alongside', errorRateAlarmMode: 'enforce', latencyAlarmMode: 'enforce' },
      CALM,
    );
    expect([isOn, watched, manifest.alarms]).toEqual([false, [], {}]);
    expect(Object.keys(manifest.shadowAlarms ?? {})).toEqual(['error-rate', 'latency', 'checkout']);
  });

  it('has one left where it has a watch, which makes that red for gates that count alone', () => {
    const { manifest, watched } = viewOf({ adoption: 'alongside', gates: [Gate.errorRate()] }, CALM);
    expect(watched).toEqual(['<Release/Alarms/Regression>']);
    expect(Object.keys(manifest.alarms)).toEqual(['regression']);
    expect(manifest.gates.asked.filter(({ mode }) => mode !== 'shadow')).toEqual([]);
  });

  it('is so by its type too, and where all traffic moves at once', () => {
    const types = { minor: { gates: [Gate.errorRate(), Gate.health()], traffic: TrafficPlan.allAtOnce() } };
    const { manifest } = viewOf({ adoption: 'alongside', types });
    expect(manifest.gates.asked.map(({ name, mode }) => [name, mode])).toEqual([
      ['error-rate', 'shadow'],
      ['health', 'shadow'],
    ]);
  });

  it('is told at synth, and not that nothing stops errors, which is meant', () => {
    const said = (props: Partial<GatedReleaseProps>) => {
      const annotations = Annotations.fromStack(released(props));
      const of = ['*', Match.anyValue()] as const;
      const found = [...annotations.findInfo(...of), ...annotations.findWarning(...of)];
      return found.map(({ entry }) => JSON.stringify(entry.data)).join('\n');
    };
    expect(said({ adoption: 'alongside' })).toMatch(/It runs alongside: its gates and alarms are shadows/);
    expect(said({ adoption: 'alongside' })).not.toMatch(/nothing stops a version that fails/);
    expect(said({ errorRateAlarmMode: 'shadow' })).toMatch(/nothing stops a version that fails/);
    expect(said({})).not.toMatch(/alongside|optional/);
  });
});

describe('a release that is optional', () => {
  it('waits for a person, and asks its gates as they say', () => {
    const { manifest, watched } = viewOf(
      { adoption: 'optional', gates: [Gate.health(), Gate.syntheticLoad({ suite, mode: 'shadow' })] },
      CALM,
    );
    expect(manifest.adoption).toBe('optional');
    expect(manifest.gates.asked).toMatchObject([
      { name: 'health' },
      { name: 'synthetic-load', mode: 'shadow' },
      { name: 'go', kind: 'approvals', phase: 'before-traffic', attested: ['go'], approvals: 'any' },
    ]);
    expect(manifest.gates.asked[2]).not.toHaveProperty('mode');
    expect(watched).toEqual(['<Release/Alarms/ErrorRate>', '<Release/Alarms/Latency>', '<Checkout>']);
  });

  it('has no gate of its squad by that name', () => {
    const stack = released({ adoption: 'optional', gates: [Gate.health({ name: 'go' })] });
    expect(stack.node.findChild('Release').node.validate().join()).toMatch(/must have different names, got `go` twice/);
  });
});

describe('a release that is trusted', () => {
  it('is what it is where nothing is said, and says nothing of it, as the manifest is small', () => {
    const [said, unsaid] = [viewOf({ adoption: 'trusted' }, CALM), viewOf({}, CALM)];
    expect(said.manifest).not.toHaveProperty('adoption');
    expect(said.manifest.gates.asked).toEqual(unsaid.manifest.gates.asked);
    expect(said.watched).toEqual(unsaid.watched);
    expect(said.watched).toHaveLength(3);
  });
});

it('a stage that is none is refused at synth', () => {
  const stack = released({ adoption: 'soon' as 'trusted' });
  expect(stack.node.findChild('Release').node.validate()).toContain(
    '`adoption` must be one of alongside, optional, trusted, got: "soon"',
  );
});

describe('a platform', () => {
  const asking = (least: 'optional' | 'trusted') => {
    const stack = new Stack();
    const policy = [Requirement.adoption({ least, services: ['shop-*'] })];
    new ReleasePlatform(stack, 'Platform', { policy });
    return stack;
  };

  it('asks for a stage at least', () => {
    const parameters = Object.values(new StackView(asking('optional')).resources('AWS::SSM::Parameter'));
    expect(JSON.stringify(parameters)).toContain(
      JSON.stringify(JSON.stringify({ kind: 'adoption', least: 'optional', services: ['shop-*'] })).slice(1, -1),
    );
  });

  it.each([
    ['alongside', /`least` must be optional or trusted: every release is alongside at least/],
    ['soon', /`least` must be one of alongside, optional, trusted, got: "soon"/],
    [undefined, /`least` must be one of/],
  ])('does not ask for %s', (least, problem) => {
    expect(() => asking(least as 'trusted')).toThrow(problem);
  });
});
