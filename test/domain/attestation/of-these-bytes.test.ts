import fc from 'fast-check';
import { ofTheseBytes, otherBytesReason } from '../../../lib/domain/attestation/of-these-bytes';
import { attestationOf, statementOf, statementSchema } from '../../../lib/domain/attestation/attestation';
import * as v from 'valibot';
import { attestation } from './example-attestations';

const OURS = `dirHash:${'d'.repeat(64)}`;
const THEIRS = `dirHash:${'e'.repeat(64)}`;

/** The kinds that count, of what was attested one after the other. */
type Said = readonly [kind: string, code?: string, outcome?: 'fail'];

function counted(...said: readonly Said[]) {
  const all = said.map(([kind, code, outcome], at) =>
    attestation(kind, { at, outcome: outcome ?? 'pass', ...(code === undefined ? {} : { code }) }),
  );
  return ofTheseBytes(all.toReversed(), OURS).counted.map(({ kind }) => kind);
}

describe('what was attested of a subject', () => {
  it.each<[string, readonly Said[], readonly string[]]>([
    ['of the bytes themselves counts', [['unit', OURS]], ['unit']],
    [
      'of other bytes does not',
      [
        ['unit', THEIRS],
        ['lint', OURS],
      ],
      ['lint'],
    ],
    ['by name alone is of the bytes that were last attested', [['unit', OURS], ['qa-lead']], ['unit', 'qa-lead']],
    ['by name alone, after others, is of those', [['unit', OURS], ['unit', THEIRS], ['qa-lead']], ['unit']],
    ['by name alone is of nothing where nobody had said any', [['qa-lead'], ['unit', OURS]], ['unit']],
    [
      'as a no needs no bytes',
      [
        ['unit', THEIRS],
        ['qa-lead', undefined, 'fail'],
      ],
      ['qa-lead'],
    ],
    ['as a failure of other bytes is of those', [['unit', THEIRS, 'fail']], []],
  ])('bytes that were attested of a subject: %s', (_, said, expected) => {
    expect(counted(...said)).toEqual(expected);
  });

  it('counts whole where nobody can say the bytes', () => {
    const all = [attestation('unit'), attestation('qa-lead', { code: THEIRS })];
    expect(ofTheseBytes(all, undefined)).toEqual({ counted: all, others: [] });
  });

  it('is all either counted or not', () => {
    const drawn = fc.array(fc.record({ at: fc.nat(9), code: fc.constantFrom(undefined, OURS, THEIRS) }));
    fc.assert(
      fc.property(drawn, (said) => {
        const all = said.map((one) => attestation('unit', one));
        const { counted: some, others } = ofTheseBytes(all, OURS);
        expect(some.length + others.length).toBe(all.length);
        expect(others.some(({ code }) => code === OURS)).toBe(false);
        expect(some.some(({ code }) => code === THEIRS)).toBe(false);
      }),
    );
  });

  it('says why it does not count, of its kind alone', () => {
    const others = [attestation('unit', { code: THEIRS })];
    expect(otherBytesReason('lint', others)).toBeUndefined();
    expect(otherBytesReason('unit', others)?.message).toContain(
      'of other code (dirHash:eeeeeeeeeeee) than is released',
    );
  });
});

describe('an attestation of code', () => {
  it.each([undefined, OURS, `sha256:${'f'.repeat(64)}`])('is an in-toto statement about it too: %s', (code) => {
    const one = attestation('unit', code === undefined ? {} : { code });
    const statement = v.parse(statementSchema, JSON.parse(JSON.stringify(statementOf(one))));
    expect(attestationOf(statement)).toEqual(one);
    const [algorithm, hex] = (code ?? '').split(':');
    expect(statement.subject.slice(1)).toEqual(
      code === undefined ? [] : [{ name: 'code', digest: { [algorithm ?? '']: hex } }],
    );
  });
});
