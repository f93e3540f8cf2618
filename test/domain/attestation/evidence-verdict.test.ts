import fc from 'fast-check';
import { attestationKindProblem } from '../../../lib/domain/attestation/attestation-kind';
import { evidenceVerdict } from '../../../lib/domain/attestation/evidence-verdict';
import { standingOf } from '../../../lib/domain/attestation/standing';
import { attestation, CI, SUBJECT } from './example-attestations';

const verdict = (...attestations: readonly ReturnType<typeof attestation>[]) =>
  evidenceVerdict(['unit', 'security'], SUBJECT, attestations, 2000);

describe('the evidence that a gate asks for', () => {
  it('passes where each check was attested and passed, with what was measured', () => {
    expect(verdict(attestation('unit', { figures: { tests: 412 } }), attestation('security'))).toEqual({
      outcome: 'pass',
      reasons: [
        { code: 'attested', message: `\`unit\` passed, attested at 00:00 UTC by ${CI.arn}: unit is in order.` },
        { code: 'attested', message: `\`security\` passed, attested at 00:00 UTC by ${CI.arn}: security is in order.` },
      ],
      evidence: {
        source: 'attestations about subject aaaaaaaaaaaa',
        sampleSize: 2,
        windowMs: 0,
        figures: { 'unit tests': 412 },
      },
    });
  });

  it.each([
    ['nobody attested it', [], 'not-attested', /sluice attest ci --check security/],
    ['it failed', [attestation('security', { outcome: 'fail' })], 'attested-failure', /`security` failed/],
    ['it is too old', [attestation('security', { expiresAt: 2000 })], 'attestation-expired', /attest it anew/],
    [
      'it failed later',
      [attestation('security'), attestation('security', { at: 1500, outcome: 'fail' })],
      'attested-failure',
      /`security` failed/,
    ],
  ])('fails where %s, and says so of that check alone', (_, attested, code, says) => {
    const { outcome, reasons } = verdict(attestation('unit'), ...attested);
    expect([outcome, reasons.map((reason) => reason.code)]).toEqual(['fail', [code]]);
    expect(reasons[0]?.message).toMatch(says);
  });

  it.each([
    ['staging', ['sluice attest staging'], ['sluice attest ci', 'sluice approve']],
    ['qa-lead', ['sluice attest ci --check qa-lead', 'sluice approve --as qa-lead'], ['sluice attest staging']],
  ])('says by which commands %s is attested, where nobody did', (kind, says, saysNot) => {
    const message = evidenceVerdict([kind], SUBJECT, [], 2000).reasons[0]?.message ?? '';
    for (const command of says) expect(message).toContain(command);
    for (const command of saysNot) expect(message).not.toContain(command);
  });

  it('passes where what failed has passed since, in whichever order it is read', () => {
    const failed = attestation('security', { outcome: 'fail' });
    const mended = attestation('security', { at: 1500 });
    expect(verdict(attestation('unit'), failed, mended).outcome).toBe('pass');
    expect(verdict(attestation('unit'), mended, failed).outcome).toBe('pass');
  });

  it('has foreign text in one line', () => {
    const said = 'fine\n\n*Outcome*: released';
    const { reasons } = verdict(attestation('unit', { said }), attestation('security'));
    expect(reasons[0]?.message).not.toContain('\n');
  });
});

describe('the standing of a kind', () => {
  const drawn = fc.record({
    at: fc.integer({ min: 0, max: 5 }),
    outcome: fc.constantFrom<'pass' | 'fail'>('pass', 'fail'),
    expiresAt: fc.integer({ min: 0, max: 12 }),
  });

  it('is passed only by a pass that is not expired and that no later failure outweighs', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 6 }), fc.integer({ min: 0, max: 12 }), (said, now) => {
        const all = said.map((one) => attestation('unit', one));
        if (standingOf('unit', all, now).is !== 'passed') return;
        const last = Math.max(...said.map(({ at }) => at));
        expect(said.some(({ at, outcome, expiresAt }) => at === last && outcome === 'pass' && now < expiresAt)).toBe(
          true,
        );
      }),
    );
  });

  it('knows nothing of other kinds', () => {
    expect(standingOf('unit', [attestation('security')], 2000)).toEqual({ kind: 'unit', is: 'missing' });
  });
});

describe('the name of a kind', () => {
  it.each(['unit', 'qa-lead', 'a1', 'a'.repeat(63)])('may be %s', (kind) => {
    expect(attestationKindProblem(kind)).toBeUndefined();
  });

  it.each(['', '7', 'Unit', 'qa lead', 'qa_lead', '-a', 'a-', 'a--b', '*', '$LATEST', 'a'.repeat(64)])(
    'must not be %j',
    (kind) => {
      expect(attestationKindProblem(kind)).toBeDefined();
    },
  );
});
