import * as v from 'valibot';
import {
  alarmsNamedIn,
  decidingAlarm,
  hasLastLook,
  isJudgedAtOpening,
  isWatched,
  manifestSchema,
  manifestTextSchema,
  shadowAlarmGates,
  shadowAlarmsOf,
  type Manifest,
} from '../../../lib/domain/release/manifest';
import { foreseenThatFits, manifestProblem } from '../../../lib/domain/release/manifest-room';
import cases from '../../cases/release/deciding-alarms.json';

/** CodeDeploy's words for a deployment that it stopped because of alarms. */
const stoppedBy = (activated: string) =>
  `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${activated}`;

const manifest = {
  schema: 2,
  gates: {
    bucket: 'assets',
    key: 'gates.json',
    sha256: 'a'.repeat(64),
    asked: [{ name: 'health', phase: 'before-traffic', deadlineSeconds: 90 }],
  },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
  alarms: { 'error-rate': 'chat-errors', latency: 'chat-latency' },
};

describe('the alarm that stopped a deployment', () => {
  it.each(cases)('is known by what it watches: $name', ({ activated, expected }) => {
    expect(decidingAlarm(stoppedBy(activated), manifest.alarms)).toBe(expected);
  });

  it('is read from between the brackets, spaces and all', () => {
    expect(alarmsNamedIn(stoppedBy('<a b> <c>'))).toEqual(['a b', 'c']);
  });
});

const asking = (change: object) => ({
  gates: { ...manifest.gates, asked: [{ name: 'a', phase: 'after-traffic', deadlineSeconds: 90, ...change }] },
});

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(v.parse(manifestSchema, JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each([2, 3])('is understood in schema %i, as a platform is deployed before its releases', (schema) => {
    expect(v.parse(manifestSchema, { ...manifest, schema }).schema).toBe(schema);
  });

  it('may say what is released', () => {
    const said = { ...manifest, subject: '0'.repeat(64) };
    expect(v.parse(manifestSchema, said)).toEqual(said);
  });

  it('may say what a watch goes by', () => {
    const metric = { namespace: 'Own', name: 'Rude', dimensions: {} };
    const counts = { failures: metric, total: metric, versionDimension: 'ExecutedVersion' };
    const asked = { phase: 'in-flight', tables: ['books'], counts, needsBlue: true };
    const watched = { ...manifest, schema: 3, ...asking(asked), watch: { windowMinutes: 10, settleSeconds: 130 } };
    expect(v.parse(manifestSchema, watched)).toEqual(watched);
  });

  it('may say more of a gate than its name, phase and deadline', () => {
    const more = {
      mode: 'shadow',
      onInconclusive: 'proceed',
      retry: { attempts: 3, everySeconds: 60 },
      functionArn: 'arn',
    };
    const said = { ...manifest, ...asking(more) };
    expect(v.parse(manifestSchema, said)).toEqual(said);
  });

  it.each<[string, object]>([
    ['type', { type: 'hotfix' }],
    ['adoption', { adoption: 'optional' }],
    ['code', { code: { bucket: 'assets', key: 'chat.zip' } }],
    ['break-glass', { breakGlass: `bg-${'0'.repeat(12)}-${'a'.repeat(12)}` }],
    ['shadow alarms', { shadowAlarms: { checkout: 'shop-checkout' } }],
    ['time of its shift', { shiftMinutes: 0 }],
    ['kind of a gate', asking({ kind: 'health' })],
    ['gate that is asked to go on', asking({ resumes: 0 })],
    ['gate that attestations decide', asking({ attested: ['unit'] })],
    ['approvals of others', asking({ attested: ['qa-lead'], approvals: 'independent' })],
    ['approvals of anybody', asking({ attested: ['qa-lead'], approvals: 'any' })],
    ['gate that a calendar decides', asking({ freeze: { calendars: ['holidays'] } })],
  ])('may say more of its release: its %s', (_, change) => {
    expect(v.parse(manifestSchema, { ...manifest, ...change })).toEqual({ ...manifest, ...change });
  });

  it('may say what was foreseen', () => {
    const foreseeing = { ...manifest, foreseen: ['It costs little.'] };
    expect(v.parse(manifestSchema, foreseeing)).toEqual(foreseeing);
  });

  it.each<[string, object]>([
    ['another schema version', { schema: 1 }],
    ['a file that is not bound to its bytes', { gates: { ...manifest.gates, sha256: undefined } }],
    ['no SHA-256', { gates: { ...manifest.gates, sha256: 'A'.repeat(64) } }],
    ['a key that is not known', { bakeMinutes: 5 }],
    ['a subject that is no SHA-256', { subject: 'chat' }],
    ['no role', { releaseRoleArn: undefined }],
    ['no list of gates', { gates: { bucket: 'assets', key: 'gates.json' } }],
    ['a gate without a deadline', { gates: { ...manifest.gates, asked: [{ name: 'a', phase: 'after-traffic' }] } }],
    [
      'half a second for a gate',
      { gates: { ...manifest.gates, asked: [{ name: 'a', phase: 'after-traffic', deadlineSeconds: 0.5 }] } },
    ],
    ['a gate in the place of the platform’s own', asking({ name: 'policy-evidence', mode: 'shadow' })],
    ['a mode that nobody knows', asking({ mode: 'off' })],
    ['an inconclusive gate that does what nobody knows', asking({ onInconclusive: 'pass' })],
    ['a gate that is asked again for ever', asking({ retry: { attempts: 1000, everySeconds: 1 } })],
    ['a gate that is asked again at once', asking({ retry: { attempts: 1, everySeconds: 0 } })],
    ['something foreseen that is no sentence', { foreseen: [1] }],
    ['a watch that waits for half a second', { watch: { windowMinutes: 10, settleSeconds: 0.5 } }],
    ['a schema that comes after this one', { schema: 4 }],
    ['an alarm without a name', { alarms: { latency: null } }],
    ['a type that nobody knows', { type: 'huge' }],
    ['an adoption that nobody knows', { adoption: 'hopeful' }],
    ['code that is neither an object, nor a text, nor an image', { code: {} }],
    ['a shadow alarm without a name', { shadowAlarms: { checkout: null } }],
    ['half a minute for its shift', { shiftMinutes: 0.5 }],
    ['a shift that ends before it begins', { shiftMinutes: -1 }],
    ['a file of gates without a bucket', { gates: { ...manifest.gates, bucket: '' } }],
    ['a file of gates without a key', { gates: { ...manifest.gates, key: '' } }],
    ['more of the file of gates', { gates: { ...manifest.gates, version: '1' } }],
    ['no time for a gate', asking({ deadlineSeconds: 0 })],
    ['a gate in a phase that there is not', asking({ phase: 'later' })],
    ['a gate without a kind', asking({ kind: '' })],
    ['a gate that goes on half a time', asking({ resumes: 0.5 })],
    ['a function without an ARN', asking({ functionArn: '' })],
    ['a table without a name', asking({ tables: [''] })],
    ['a gate that nothing decides', asking({ attested: [] })],
    ['a gate that is decided by what nobody can attest', asking({ attested: ['Unit'] })],
    ['approvals of whoever', asking({ attested: ['qa-lead'], approvals: 'mine' })],
    ['a freeze by nothing', asking({ freeze: { calendars: [] } })],
    ['more of a gate than it may say', asking({ passes: 3 })],
  ])('is refused with %s', (_, change) => {
    expect(v.safeParse(manifestSchema, { ...manifest, ...change }).success).toBe(false);
  });

  it('is refused with a break-glass that is none, and says so', () => {
    const { issues = [] } = v.safeParse(manifestSchema, { ...manifest, breakGlass: 'bg-1' });
    expect(issues.map(({ message }) => message)).toEqual(['must be the id of a break-glass']);
  });
});

describe('what a manifest says of the time around the shift', () => {
  const phases = (...asked: readonly Manifest['gates']['asked'][number]['phase'][]) => ({
    gates: { ...manifest.gates, asked: asked.map((phase) => ({ name: phase, phase, deadlineSeconds: 30 })) },
  });

  it.each([
    [{ attested: ['unit'] }, true],
    [{ freeze: { calendars: ['holidays'] } }, true],
    [{ attested: ['unit'], freeze: {} }, true],
    [{}, false],
  ])('is which gates are judged before it: %j', (gate, expected) => {
    expect(isJudgedAtOpening(gate)).toBe(expected);
  });

  it.each([
    [phases('before-traffic', 'after-traffic'), false],
    [phases('before-traffic', 'in-flight'), true],
    [phases(), false],
  ])('is whether gates are asked during it: %j', (gates, expected) => {
    expect(isWatched(gates)).toBe(expected);
  });

  it.each([
    ['gates were asked during it', phases('in-flight'), true],
    ['alarms are shadows', { ...phases(), shadowAlarms: { checkout: 'shop-checkout' } }, true],
    ['there are neither', { ...phases('after-traffic'), shadowAlarms: {} }, false],
    ['nothing is said of alarms', phases('after-traffic'), false],
  ])('is whether there is a last look after it, as %s', (_, said, expected) => {
    expect(hasLastLook(said)).toBe(expected);
  });

  it('is which alarms are shadows, each as a gate that stops nothing', () => {
    const said = { shadowAlarms: { checkout: 'shop-checkout', latency: 'chat-latency' } };
    expect(shadowAlarmsOf(said)).toEqual([
      { place: 'checkout', alarmName: 'shop-checkout' },
      { place: 'latency', alarmName: 'chat-latency' },
    ]);
    expect(shadowAlarmGates(said)).toEqual([
      { name: 'checkout-alarm', mode: 'shadow', onInconclusive: 'proceed' },
      { name: 'latency-alarm', mode: 'shadow', onInconclusive: 'proceed' },
    ]);
    expect([shadowAlarmsOf({}), shadowAlarmGates({})]).toEqual([[], []]);
  });
});

describe('the text of a manifest', () => {
  it('is read as what it says', () => {
    expect(v.parse(manifestTextSchema, JSON.stringify(manifest))).toEqual(manifest);
  });

  it.each([undefined, null, '', '<html>', '[]', '{"schema":9}'])('is refused where it is %j', (text) => {
    expect(v.safeParse(manifestTextSchema, text).success).toBe(false);
  });
});

describe('the gates of a manifest', () => {
  const gates = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `gate-${index}`,
      phase: 'before-traffic' as const,
      deadlineSeconds: 90,
    }));

  it('fit into one parameter, together with the longest names that AWS allows', () => {
    const most = gates(42);
    expect(manifestProblem(most)).toBeUndefined();
    const longest = {
      schema: 3,
      subject: '0'.repeat(64),
      type: 'continuous',
      adoption: 'alongside',
      breakGlass: `bg-${'0'.repeat(12)}-${'0'.repeat(12)}`,
      code: { bucket: 'b'.repeat(63), key: `${'0'.repeat(64)}.zip` },
      gates: { bucket: 'b'.repeat(63), key: `${'0'.repeat(64)}.json`, sha256: '0'.repeat(64), asked: most },
      releaseRoleArn: `arn:aws-us-gov:iam::123456789012:role/sluice/${'p'.repeat(27)}/${'r'.repeat(64)}`,
      alarms: { 'error-rate': 'a'.repeat(255), latency: 'a'.repeat(255) },
    };
    expect(JSON.stringify(longest).length).toBeLessThanOrEqual(4096);
  });

  it('fit with their watch, as long as the name of its alarm and its numbers may be', () => {
    const inFlight = { name: 'error-rate', phase: 'in-flight' as const, deadlineSeconds: 30, needsBlue: true };
    const counts = Array.from({ length: 60 }, (_, index) => index);
    const most = counts.filter((count) => manifestProblem([...gates(count), inFlight]) === undefined).at(-1) ?? 0;
    const longest = {
      schema: 3,
      subject: '0'.repeat(64),
      type: 'continuous',
      adoption: 'alongside',
      breakGlass: `bg-${'0'.repeat(12)}-${'0'.repeat(12)}`,
      code: { bucket: 'b'.repeat(63), key: `${'0'.repeat(64)}.zip` },
      gates: {
        ...{ bucket: 'b'.repeat(63), key: `${'0'.repeat(64)}.json`, sha256: '0'.repeat(64) },
        asked: [...gates(most), inFlight],
      },
      releaseRoleArn: `arn:aws-us-gov:iam::123456789012:role/sluice/${'p'.repeat(27)}/${'r'.repeat(64)}`,
      alarms: { 'error-rate': 'a'.repeat(255), latency: 'a'.repeat(255), regression: 'a'.repeat(255) },
      watch: { windowMinutes: 2880, settleSeconds: 300, expectedGreenCalls: 172_800_000_000 },
    };
    expect(most).toBeGreaterThan(30);
    expect(JSON.stringify(longest).length).toBeLessThanOrEqual(4096);
  });

  it('fit to the last byte', () => {
    const ofLength = (length: number) => [{ ...gates(1)[0]!, name: 'a'.repeat(length) }];
    const most = 4096 - 1280 - JSON.stringify(ofLength(0)).length;
    expect(manifestProblem(ofLength(most))).toBeUndefined();
    expect(manifestProblem(ofLength(most + 1))).toContain('got: 1 gate of 2817 bytes together');
  });

  it('count the ARN of a function at its longest, as a token at synth says nothing of it', () => {
    const own = (count: number) => gates(count).map((gate) => ({ ...gate, functionArn: '${T}' }));
    expect(manifestProblem(own(8))).toBeUndefined();
    expect(manifestProblem(own(9))).toContain('got: 9 gates of');
  });

  it('are refused where there are too many, with their number and what to do', () => {
    expect(manifestProblem(gates(60))).toBe(
      "`gates` must take 2816 bytes at most in the release's manifest, which is one SSM parameter, got: 60 gates of 3891 bytes together; ask fewer gates (an integration suite holds many conversations) or give them shorter names",
    );
  });
});

describe('what was foreseen', () => {
  const gate = (name: string) => ({ name, phase: 'before-traffic' as const, deadlineSeconds: 90 });
  const most = 4096 - 1280;

  it('is kept where there is room for it beside the gates', () => {
    expect(foreseenThatFits([gate('health')], ['One.', 'Two.'])).toEqual(['One.', 'Two.']);
  });

  it('is kept to the last character that there is room for', () => {
    const asked = [gate('health')];
    const room = most - JSON.stringify(asked).length - '{"foreseen":["",""]}'.length;
    const [first, fits, tooLong] = ['One.', 'b'.repeat(room - 5), 'b'.repeat(room - 4)] as const;
    expect(foreseenThatFits(asked, [first, fits])).toEqual([first, fits]);
    expect(foreseenThatFits(asked, [first, tooLong])).toEqual([first]);
  });

  it('gives way to the ARN of a function at its longest, too', () => {
    const asked = Array.from({ length: 7 }, (_, index) => ({ ...gate(`own-${index}`), functionArn: '${T}' }));
    const kept = foreseenThatFits(asked, ['b'.repeat(500)]);
    const longest = JSON.stringify({ asked: asked.map((one) => ({ ...one, functionArn: 'a'.repeat(270) })), kept });
    expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(most);
  });

  it('is counted in bytes', () => {
    const asked = [gate('health')];
    expect(foreseenThatFits(asked, ['漢'.repeat(903)])).toEqual(['漢'.repeat(903)]);
    expect(foreseenThatFits(asked, ['漢'.repeat(933)])).toEqual([]);
  });

  it('gives way to the gates, and is never cut', () => {
    const asked = [gate('a'.repeat(1000))];
    const sentences = ['b'.repeat(1500), 'c'.repeat(1000), 'd'];
    const kept = foreseenThatFits(asked, sentences);
    expect(kept).toEqual(['b'.repeat(1500)]);
    expect(JSON.stringify(asked).length + JSON.stringify({ foreseen: kept }).length).toBeLessThanOrEqual(most);
  });
});
