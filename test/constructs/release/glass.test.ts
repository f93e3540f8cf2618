import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Gate, GatedRelease } from 'sluice';
import * as v from 'valibot';
import { manifestSchema, type Manifest } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-glass-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** An app with two releases, and an alarm of the squad's in the first. @param given the context */
function synthesized(given?: unknown) {
  const context = given === undefined ? {} : { 'sluice:break-glass': given };
  const app = new App({ outdir: mkdtempSync(join(directory, 'out-')), context });
  const stack = new Stack(app, 'Shop');
  const [chat] = ['Chat', 'Cart'].map(
    (id) => new GatedRelease(stack, `${id}Release`, { function: inlineFunction(stack, id), gates: [Gate.health()] }),
  );
  const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Failed' });
  chat?.addAlarm(new cloudwatch.Alarm(stack, 'Queue', { metric, threshold: 1, evaluationPeriods: 1 }));
  app.synth();
  return stack;
}

const ofRelease = (stack: Stack, id: string) => {
  const view = new StackView(stack);
  const group = view.properties('AWS::CodeDeploy::DeploymentGroup', `${id}/DeploymentGroup`);
  const { Enabled, Alarms } = group.AlarmConfiguration as { readonly Enabled: boolean; readonly Alarms: unknown[] };
  const manifest = JSON.parse(view.text(view.properties('AWS::SSM::Parameter', `${id}/Manifest`).Value)) as unknown;
  return { isOn: Enabled, alarms: Alarms.length, manifest: v.parse(manifestSchema, manifest) };
};
const idOf = ({ manifest: { subject = '' } }: { readonly manifest: Manifest }, ending = '0123456789ab') =>
  `bg-${subject.slice(0, 12)}-${ending}`;

/** What stops the synth, each as one line. */
function problemsOf(given: unknown): readonly string[] {
  try {
    synthesized(given);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').filter((line) => line.includes('sluice:break-glass'));
  }
}

describe('a break-glass that a synth is given', () => {
  it('switches off the alarms of the release that it is about, and of no other', () => {
    const before = synthesized();
    const [chat, cart] = [ofRelease(before, 'ChatRelease'), ofRelease(before, 'CartRelease')];
    const after = synthesized(idOf(chat));
    expect([chat.isOn, chat.manifest.breakGlass]).toEqual([true, undefined]);
    expect(ofRelease(after, 'ChatRelease')).toEqual({
      ...{ isOn: false, alarms: 3 },
      manifest: { ...chat.manifest, breakGlass: idOf(chat) },
    });
    expect(ofRelease(after, 'CartRelease')).toEqual(cart);
  });

  it('may be one of several', () => {
    const before = synthesized();
    const ids = ['ChatRelease', 'CartRelease'].map((id) => idOf(ofRelease(before, id)));
    const after = synthesized(ids.join(','));
    expect(['ChatRelease', 'CartRelease'].map((id) => ofRelease(after, id).manifest.breakGlass)).toEqual(ids);
  });

  it('is warned of, at its release alone', () => {
    const chat = idOf(ofRelease(synthesized(), 'ChatRelease'));
    const warnings = Annotations.fromStack(synthesized(chat)).findWarning(
      '*',
      Match.stringLikeRegexp('ALARMS ARE OFF'),
    );
    expect(warnings.map(({ id }) => id)).toEqual(['/Shop/ChatRelease']);
  });

  it.each<[string, unknown, RegExp]>([
    ['is no id', 'yes', /must be ids that `sluice break-glass` printed, joined by commas, got: "yes"/],
    ['is empty', '', /must be ids .* got: ""/],
    ['is no text', true, /must be ids .* got: true/],
    [
      'is about something else',
      'bg-0123456789ab-0123456789ab',
      /about nothing that is released here.*Shop\/ChatRelease \([0-9a-f]{12}\), Shop\/CartRelease/,
    ],
  ])('stops the synth where it %s, once', (_, given, says) => {
    const problems = problemsOf(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(says);
  });
});
