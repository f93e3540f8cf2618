import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Gate, GatedRelease, Probe, Suite } from 'sluice';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

function suiteOf(effects: string): Suite {
  const file = join(outdir, `${effects}.yaml`);
  const conversations = [{ key: 'a', tags: ['quick'], turns: [{ event: 1, expect: { ok: true } }] }];
  writeFileSync(file, JSON.stringify({ effects, conversations }));
  return Suite.fromFile(file);
}

const stack = new Stack(app, 'Service');
const own = inlineFunction(stack, 'Own');
new GatedRelease(stack, 'Release', {
  function: inlineFunction(stack, 'Chat'),
  gates: [
    Gate.health({ mode: 'enforce', onInconclusive: 'block' }),
    Gate.fromFunction(own, {
      name: 'own',
      mode: 'shadow',
      onInconclusive: 'proceed',
      retryInconclusive: { attempts: 2, every: Duration.minutes(5) },
    }),
    Gate.fromFunction(own, { name: 'own-again', phase: 'after-traffic' }),
  ],
});
const view = new StackView(stack);

describe('a release with a gate of the squad’s own', () => {
  it('says in its manifest what each gate counts for, and nothing where that is as ever', () => {
    const { Value: value } = view.properties('AWS::SSM::Parameter', 'Release/Manifest');
    const manifest = JSON.parse(view.text(value)) as { readonly gates: { readonly asked: unknown } };
    expect(manifest.gates.asked).toEqual([
      { name: 'health', kind: 'health', phase: 'before-traffic', deadlineSeconds: 90 },
      {
        ...{
          name: 'own',
          kind: 'function',
          phase: 'before-traffic',
          deadlineSeconds: 90,
          mode: 'shadow',
          onInconclusive: 'proceed',
        },
        ...{ retry: { attempts: 2, everySeconds: 300 }, functionArn: '<Own.Arn>' },
      },
      { name: 'own-again', kind: 'function', phase: 'after-traffic', deadlineSeconds: 90, functionArn: '<Own.Arn>' },
    ]);
  });

  it('lets its own role invoke that function, and nobody else', () => {
    const roles = view.resources('AWS::IAM::Role');
    const granted = Object.entries(roles).flatMap(([name, role]) => {
      const { Policies: policies = [] } = role.Properties as {
        Policies?: { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }[];
      };
      const statements = policies.flatMap((policy) => policy.PolicyDocument.Statement);
      return statements.flatMap(({ Action: action, Resource: resource }) =>
        [resource].flat().map((one) => [name, action, view.text(one)]),
      );
    });
    expect(granted.filter(([, , resource]) => String(resource).startsWith('<Own'))).toEqual([
      ['Release/ReleaseRole', 'lambda:InvokeFunction', '<Own.Arn>'],
    ]);
  });
});

describe('a gate', () => {
  it('is shipped with what it was given', () => {
    const suite = suiteOf('none');
    expect(Gate.integration({ suite, tags: ['quick'], retries: 2 })._bindToRelease().definition).toMatchObject({
      tags: ['quick'],
      retries: 2,
    });
    expect(Gate.contract({ suite, allow: 'nothing' })._bindToRelease().definition).toMatchObject({
      kind: 'contract',
      allow: 'nothing',
    });
    expect(Gate.syntheticLoad()._bindToRelease().definition).toMatchObject({
      ...{ requests: 200, concurrency: 5, maxErrorRatePercent: 1, withinSeconds: 600 },
      load: { kind: 'request', request: {} },
    });
    expect(Gate.syntheticLoad({ suite, maxLatency: Duration.seconds(1) })._bindToRelease().definition).toMatchObject({
      ...{ maxLatencyMs: 1000, load: { kind: 'suite' } },
    });
    const probe = Probe.http({ body: { ping: 1 }, headers: { a: 'b' }, expect: { 'body.up': true } });
    expect(Gate.health({ probe, maxLatency: Duration.millis(200) })._bindToRelease().definition).toMatchObject({
      ...{ maxLatencyMs: 200 },
      probe: { request: { body: { ping: 1 }, headers: { a: 'b' } }, expect: { 'body.up': { equals: true } } },
    });
  });

  it.each([
    [
      'a load of both',
      () => Gate.syntheticLoad({ suite: suiteOf('none'), request: {} }),
      '`suite` and `request` exclude',
    ],
    ['a load with effects', () => Gate.syntheticLoad({ suite: suiteOf('isolated') }), 'must have `effects: none`'],
    ['a contract with effects', () => Gate.contract({ suite: suiteOf('isolated') }), 'must have `effects: none`'],
    [
      'an unknown tag',
      () => Gate.integration({ suite: suiteOf('none'), tags: ['slow'] }),
      "must be of the suite's (quick)",
    ],
    [
      'an unknown matcher',
      () => Gate.health({ probe: Probe.event(1, { expect: { a: { is: 1 } } }) }),
      '`probe.expect.a',
    ],
  ])('has its problem said: %s', (_, gate, problem) => {
    const { problems } = gate()._bindToRelease();
    expect(problems.join()).toContain(problem);
    expect(problems.every((one) => one.startsWith('gate `'))).toBe(true);
  });
});
