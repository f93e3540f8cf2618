import type { Attestation } from '../../lib/domain/attestation/attestation';
import type { Message } from '../../lib/domain/message/message';
import { plainText } from '../../lib/domain/message/plain-text';
import type { Debt } from '../../lib/domain/policy/debt';
import type { ReleaseState } from '../../lib/domain/release/release';
import { chaseDebts, type ChasingPorts } from '../../lib/flow/chase-debts';
import { attestation, person, SUBJECT } from '../domain/attestation/example-attestations';
import { InMemoryDebts } from '../domain/policy/in-memory-debts';
import { releaseIn } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { noticePorts } from './notice-ports';

const HOUR = 3_600_000;
const OPENED = 100 * HOUR;
const DUE = OPENED + 24 * HOUR;

const debt: Debt = {
  ...{ subject: SUBJECT, openedAt: OPENED, dueAt: DUE, checks: ['regression-test'] },
  approvals: { by: ['tech-lead'], independent: false, beside: ['hotfix-approver'] },
};

const late = (kind: string, said: Partial<Attestation> = {}) =>
  attestation(kind, { at: OPENED + HOUR, expiresAt: OPENED + 2 * HOUR, ...said });
const ALL = [late('regression-test'), late('tech-lead', { by: person('tess') })];

/** A release that owes, as rounds come by. */
async function owing(state: ReleaseState = 'released') {
  const attested: Attestation[] = [];
  const ledger = new InMemoryLedger();
  const debts = new InMemoryDebts(ledger.notices);
  let at = OPENED;
  const { messages, ports: noticing } = noticePorts(ledger, () => at);
  const ports: ChasingPorts = {
    ...noticing,
    ledger: { read: () => Promise.resolve(releaseIn({ state })) },
    debts,
    attestations: { of: () => Promise.resolve(attested) },
    facts: { read: () => Promise.resolve(undefined) },
  };
  await debts.keep('d-1', debt);
  /** A round every so often until then. */
  const until = async (time: number) => {
    for (; at < time; at += 5 * 60_000) await chaseDebts(ports);
  };
  return { ports, ledger, debts, messages, attested, until };
}

const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe('what a release owes', () => {
  it('is told four hours before it is due and once it is overdue, each once', async () => {
    const { messages, until, debts } = await owing();
    await until(DUE - 4 * HOUR);
    expect(messages).toEqual([]);
    await until(DUE);
    expect(ids(messages)).toEqual([`d-1-owed-${DUE}`]);
    await until(DUE + 48 * HOUR);
    expect(ids(messages)).toEqual([`d-1-owed-${DUE}`, `d-1-overdue-${DUE}`]);
    expect(debts.open.size).toBe(0);
    const [soon = '', over = ''] = messages.map(plainText);
    expect(soon).toContain('2 attestations that it owes until 1970-01-06T04:00:00.000Z: 4 hours left.');
    expect(soon).toContain('sluice attest ci --assembly cdk.out --check regression-test');
    expect(soon).toContain('sluice approve --as tech-lead');
    expect(over).toContain('that it owed until 1970-01-06T04:00:00.000Z: overdue for');
  });

  it('is told of no more once it is all there, also where that has run out since', async () => {
    const { messages, until, attested, debts } = await owing();
    await until(OPENED + 2 * HOUR);
    attested.push(...ALL);
    await until(DUE + HOUR);
    expect(messages).toEqual([]);
    expect(debts.open.size).toBe(0);
  });

  it('is told of as what is left of it', async () => {
    const { messages, until, attested } = await owing();
    attested.push(late('regression-test'));
    await until(DUE);
    const [soon = ''] = messages.map(plainText);
    expect(soon).toContain('tech-lead');
    expect(soon).not.toContain('regression-test');
  });

  it.each<[string, readonly Attestation[], string]>([
    ['failed', [late('regression-test', { outcome: 'fail' }), ALL[1]!], '`regression-test` failed'],
    ['ran out before it was released', [attestation('regression-test'), ALL[1]!], 'counts no more since'],
    [
      'comes from who approved it as something else',
      [
        late('regression-test'),
        late('hotfix-approver', { by: person('tess') }),
        late('tech-lead', { by: person('tess') }),
      ],
      'one person is one approval',
    ],
  ])('is told where what was attested %s', async (_, given, says) => {
    const { messages, until, attested } = await owing();
    attested.push(...given);
    await until(DUE);
    expect(messages.flatMap(({ reasons }) => reasons).join()).toContain(says);
  });

  it.each<[ReleaseState, number, number]>([
    ['blocked', 0, 0],
    ['rolled-back', 0, 0],
    ['failed', 2, 0],
    ['shifting', 2, 0],
    ['gating', 0, 1],
    ['rolling-back', 0, 1],
  ])('of one that is %s is told %d times, and %d are left', async (state, told, left) => {
    const { messages, until, debts } = await owing(state);
    await until(DUE + HOUR);
    expect(messages).toHaveLength(told);
    expect(debts.open.size).toBe(left);
  });

  it('is told once where two rounds race', async () => {
    const { ports, messages, until } = await owing();
    await until(DUE - 4 * HOUR);
    await Promise.all([
      chaseDebts({ ...ports, now: () => DUE - HOUR }),
      chaseDebts({ ...ports, now: () => DUE - HOUR }),
    ]);
    expect(messages).toHaveLength(1);
  });

  it('keeps none of the others waiting where one cannot be read', async () => {
    const { ports, debts, messages } = await owing();
    await debts.keep('d-2', { ...debt, dueAt: DUE + 1 });
    const read = (id: string) => (id === 'd-1' ? Promise.resolve(undefined) : Promise.resolve(releaseIn({ id })));
    await expect(chaseDebts({ ...ports, ledger: { read }, now: () => DUE })).rejects.toThrow('d-1: Error');
    expect(ids(messages)).toEqual([]);
    const released = (id: string) => (id === 'd-1' ? read(id) : Promise.resolve(releaseIn({ id, state: 'released' })));
    await expect(chaseDebts({ ...ports, ledger: { read: released }, now: () => DUE })).rejects.toThrow('d-1: Error');
    expect(ids(messages)).toEqual([`d-2-owed-${DUE + 1}`]);
  });
});
