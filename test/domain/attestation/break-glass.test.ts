import type { Attestation } from '../../../lib/domain/attestation/attestation';
import {
  glassIdOf,
  glassSentence,
  glassStanding,
  isGlassId,
  isGlassOf,
  MOST_GLASS_SECONDS,
} from '../../../lib/domain/attestation/break-glass';
import { attestation, person, SUBJECT } from './example-attestations';

const glass = (said: Partial<Attestation> = {}) =>
  attestation('break-glass', { by: person('jane'), said: 'A fix for the alarm that is red.', ...said });

describe('the id of a break-glass', () => {
  it('says the subject and the proof of who broke it', () => {
    const id = glassIdOf({ subject: SUBJECT, proof: '0123456789ab'.padEnd(64, 'c') });
    expect(id).toBe('bg-aaaaaaaaaaaa-0123456789ab');
    expect([isGlassId(id), isGlassOf(id, SUBJECT), isGlassOf(id, 'b'.repeat(64))]).toEqual([true, true, false]);
  });

  it.each(['', 'bg-', 'bg-aaaaaaaaaaaa', 'bg-aaaaaaaaaaaa-0123456789aB', ' bg-aaaaaaaaaaaa-0123456789ab', SUBJECT])(
    'is not %j',
    (text) => {
      expect([isGlassId(text), isGlassOf(text, SUBJECT)]).toEqual([false, false]);
    },
  );
});

describe('a break-glass', () => {
  const long = MOST_GLASS_SECONDS * 1000;

  it.each<[string, Partial<Attestation>, number, string]>([
    ['counts', {}, 8999, 'good'],
    ['counts no more once it has expired', {}, 9000, 'expired'],
    ['counts for a day', { expiresAt: 10 * long }, 1000 + long - 1, 'good'],
    ['counts for no longer, whatever was attested', { expiresAt: 10 * long }, 1000 + long, 'expired'],
    ['is no leave where it was a no', { outcome: 'fail' }, 2000, 'refused'],
  ])('%s', (_, said, at, is) => {
    const one = glass(said);
    expect(glassStanding(glassIdOf(one), SUBJECT, [one], at).is).toBe(is);
  });

  it('is of its own subject', () => {
    const other = glass({ subject: 'b'.repeat(64) });
    expect(glassStanding(glassIdOf(other), SUBJECT, [other], 2000)).toEqual({ is: 'of-another-subject' });
  });

  it('is of its own kind, so that no other attestation passes for one', () => {
    const approval = attestation('qa-lead');
    expect(glassStanding(glassIdOf(approval), SUBJECT, [approval], 2000)).toEqual({ is: 'unknown' });
  });

  it('is nobody’s where two have one id', () => {
    const one = glass();
    expect(glassStanding(glassIdOf(one), SUBJECT, [one, { ...one, at: 1001 }], 2000)).toEqual({ is: 'unknown' });
  });

  it('is taken back by a later no of its kind, and not by an earlier one', () => {
    const one = glass();
    const [before, after] = [glass({ outcome: 'fail', at: 999 }), glass({ outcome: 'fail', at: 1001 })];
    expect(glassStanding(glassIdOf(one), SUBJECT, [before, one], 2000).is).toBe('good');
    expect(glassStanding(glassIdOf(one), SUBJECT, [one, after], 2000).is).toBe('taken-back');
  });

  it('is told in one line, whatever its reason says', () => {
    const sentence = glassSentence({ id: 'bg-1', by: 'arn:\nx', because: 'Two\r\nlines\u0007', at: 0, until: 9000 });
    expect(sentence).toBe('arn: x broke the glass (bg-1), until 1970-01-01T00:00:09.000Z: Two lines⟨U+0007⟩');
  });
});
