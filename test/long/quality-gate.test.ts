import { QualityRehearsal, type QualityStep } from './quality-service';

/** In their order: what is released is the next one's blue. */
const STEPS: readonly QualityStep[] = [
  { name: 'reworded', version: { answers: 'reworded' }, outcome: 'released', code: 'quality-certified' },
  { name: 'wrong volume counts', version: { answers: 'wrongCounts' }, outcome: 'blocked', code: 'deep-drop' },
  {
    name: 'a judge that answers garbage',
    version: { answers: 'rewordedAgain', judge: 'garbage' },
    outcome: 'blocked',
    code: 'judge-malformed',
  },
  {
    name: 'a crash in the middle',
    version: { answers: 'rewordedAgain' },
    // A score that cannot be kept breaks the gate; what it has kept before stays.
    faults: [{ on: 'api', id: 'dynamodb:PutItem', kind: 'denied', call: 200 }],
    outcome: 'released',
    code: 'quality-certified',
  },
];

let rehearsal: QualityRehearsal;

beforeAll(() => {
  rehearsal = QualityRehearsal.play(STEPS, 150_000);
}, 180_000);

it('leaves the gate out at a first deploy, and says so', () => {
  expect(rehearsal.step('first').notes.join()).toContain('Gate quality was not asked');
});

it('ends as every step is expected to', () => {
  expect(rehearsal.status).toBe(0);
});

it.each(STEPS)('$name: $outcome', ({ name, outcome, code }) => {
  const { expectation, traffic } = rehearsal.step(name);
  const { reasons } = rehearsal.gate(name);
  expect([expectation?.differences, reasons[0]?.code]).toEqual([[], code]);
  expect(traffic.some(({ weight }) => weight > 0)).toBe(outcome === 'released');
});

it('shows the worst answers of both versions side by side, with why they have their scores', () => {
  const { evidence } = rehearsal.gate('wrong volume counts');
  const [worst] = evidence.comparisons ?? [];
  expect(worst?.green.score).toBe(1);
  expect(worst?.green.reason).toContain('which the reference does not');
  expect(worst?.blue.score).toBeGreaterThan(3);
  expect(evidence.figures.high).toBeLessThan(4);
  expect(rehearsal.step('wrong volume counts').messages[0]?.text).toContain('lost 3 points or more');
});

it('examines a judge once, and compares with the scores that were kept', () => {
  expect(rehearsal.gate('reworded').evidence.figures).toMatchObject({
    examinationCalls: 180,
    anchorCalls: 24,
    canaryCalls: 12,
  });
  const { figures } = rehearsal.gate('wrong volume counts').evidence;
  expect(figures).toMatchObject({ examinationCalls: 0, anchorCalls: 24, judgeShift: 0 });
});

it('goes on after the crash, and has each call on its bill once', () => {
  const { judgeCalls = 0, greenCalls = 0 } = rehearsal.gate('a crash in the middle').evidence.figures;
  // The first asking kept some of green's scores, so that the second one had to make the others only.
  expect(greenCalls).toBeGreaterThan(0);
  expect(greenCalls).toBeLessThan(60);
  // Anchors, canaries, green's scores, those of blue that were not kept yet, and what was under way at the crash.
  expect(judgeCalls).toBeGreaterThan(24 + 12 + 60);
  expect(judgeCalls).toBeLessThanOrEqual(24 + 12 + 80 + 20 + 4);
});
