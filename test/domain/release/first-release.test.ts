import fc from 'fast-check';
import {
  brokenFirstRun,
  CREATION_OVER_MS,
  firstReleaseId,
  missedFirstReleaseEvents,
  refusalSentence,
  refusedCreation,
} from '../../../lib/domain/release/first-release';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { plainText } from '../../../lib/domain/message/plain-text';
import { gatesOfPhase } from '../../../lib/domain/release/gates-of-phase';
import { openRelease, RELEASE_STATES, isTerminal, type Release } from '../../../lib/domain/release/release';
import { transition } from '../../../lib/domain/release/transition';
import { ACTING, hostileText, LINE_ENDS } from '../../hostile-text';
import { gateRecord, newFirstRelease, newRelease } from './example-release';

const first = (over: Partial<Release> = {}): Release => ({ ...openRelease(newFirstRelease), ...over });
const OVER = newRelease.openedAt + CREATION_OVER_MS;
const lost = { code: 'lost', message: 'It was lost.' };

describe('the id of a first release', () => {
  it('names stack, version and request, and fits into the name of a role’s session', () => {
    const arn = `arn:aws:cloudformation:us-east-1:123456789012:stack/${'S'.repeat(128)}/0a1b`;
    expect(firstReleaseId('arn:aws:cloudformation:us-east-1:1:stack/Shop/0a1b', '1', '12345678-9')).toBe(
      'first-Shop-1-12345678',
    );
    expect(firstReleaseId(arn, '1234567890', '12345678-9').length).toBeLessThanOrEqual(64);
  });
});

describe('the gate run of a first release that broke', () => {
  it('is one before traffic, by the id of the release, and is answered by the URL of the request', () => {
    const request = {
      responseUrl: 'secret',
      stackId: 'arn',
      requestId: '12345678-9',
      logicalResourceId: 'FirstRelease',
    };
    const how = { code: 'gate-run-failed', error: 'States.Timeout', cause: '' } as const;
    expect(brokenFirstRun({ release: newFirstRelease, request }, how)).toEqual({
      ...how,
      deploymentId: 'd-1',
      hookExecutionId: 'secret',
      phase: 'before-traffic',
    });
  });
});

describe('the creation of an alias', () => {
  it('is allowed once, after the gates passed', () => {
    const { next } = transition(first({ state: 'shifting' }), { kind: 'creation-allowed', at: 5 });
    expect(next).toMatchObject({ state: 'shifting', allowedAt: 5, revision: 2 });
    expect(transition(next, { kind: 'creation-allowed', at: 6 }).next).toBe(next);
  });

  it.each(RELEASE_STATES.filter((state) => state !== 'shifting'))('is not allowed while %s', (state) => {
    const release = first({ state });
    expect(transition(release, { kind: 'creation-allowed', at: 5 })).toEqual({ next: release, effects: [] });
  });

  it('is nothing that a release with a deployment knows', () => {
    const release = openRelease(newRelease);
    const shifting = { ...release, state: 'shifting' } as const;
    expect(transition(shifting, { kind: 'creation-allowed', at: 5 }).next).toBe(shifting);
  });

  it('that is allowed is not refused any more, and one that is not is refused for good', () => {
    const broke = { kind: 'gate-run-broke', at: 6, phase: 'before-traffic', reason: lost } as const;
    const allowed = first({ state: 'shifting', allowedAt: 5 });
    // Whoever tells CloudFormation last says the same.
    const told = { kind: 'answer-hook', id: `${allowed.id}-answer-before-traffic`, status: 'Succeeded' };
    expect(transition(allowed, broke)).toEqual({ next: allowed, effects: [told] });
    const { next } = transition(first({ state: 'shifting' }), broke);
    expect(next.state).toBe('refused');
    expect(transition(next, { kind: 'creation-allowed', at: 7 }).next).toBe(next);
  });

  it('is refused in one sentence that fits into the events of a stack', () => {
    const sentence = refusalSentence(
      first({ decidedBy: 'chat', reasons: [lost, { ...lost, message: 'x'.repeat(900) }] }),
    );
    expect(sentence).toMatch(/^The alias live of chat is not created, as chat refused version 8: It was lost; x+…$/);
    expect(sentence).toHaveLength(500);
    const fits = (length: number) => refusalSentence(first({ reasons: [{ ...lost, message: 'x'.repeat(length) }] }));
    const room = 500 - fits(0).length;
    expect(fits(room)).toMatch(/x\.$/);
    expect(fits(room + 1)).toMatch(/x…$/);
    const half = { ...lost, message: 'Half. And half.' };
    expect(refusalSentence(first({ reasons: [half] }))).toMatch(/: Half\. And half\.$/);
    expect(refusalSentence(first())).toContain('as its gate run refused version 8: see release d-1 in the ledger.');
  });

  it('is refused in one line that does nothing to a terminal, whatever hostile text green answered', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        const sentence = refusalSentence(first({ decidedBy: message, reasons: [{ ...lost, message }] }));
        expect(sentence.split(LINE_ENDS)).toHaveLength(1);
        expect(sentence).not.toMatch(ACTING);
      }),
    );
  });
});

describe('why an alias is not created', () => {
  it.each(['x', '漢', '🐙', '\u0000'])(
    'takes 1500 bytes at most of the 4096 that CloudFormation reads: %j',
    (character) => {
      const sentence = refusalSentence(first({ reasons: [{ ...lost, message: character.repeat(900) }] }));
      expect(Buffer.byteLength(JSON.stringify(sentence)) - 2).toBeLessThanOrEqual(1500);
      expect(sentence).toMatch(
        character === '\u0000' ? /⟨U\+0000 ×900⟩\.$/ : /^The alias live of chat is not created.*…$/u,
      );
      expect(sentence).not.toMatch(/\p{Surrogate}/u);
    },
  );
});

describe('a first release that nobody ended', () => {
  it('is left alone for as long as CloudFormation may wait', () => {
    expect(CREATION_OVER_MS).toBe(3_900_000);
    for (const state of RELEASE_STATES) expect(missedFirstReleaseEvents(first({ state }), OVER - 1)).toEqual([]);
  });

  it.each(RELEASE_STATES.filter(isTerminal))('that is %s has missed nothing', (state) => {
    expect(missedFirstReleaseEvents(first({ state }), OVER)).toEqual([]);
  });

  it.each([
    ['gating', {}, 'blocked', 'first-release-not-judged', 'The gates of version 8 were not judged.', 'gate-run'],
    [
      'shifting',
      {},
      'blocked',
      'first-release-not-told',
      'The gates of version 8 passed, but CloudFormation was not told so.',
      'gate-run',
    ],
    ['refused', { decidedBy: 'chat', reasons: [lost] }, 'blocked', 'lost', 'It was lost.', 'chat'],
    [
      'shifting',
      { allowedAt: 5 },
      'failed',
      'creation-not-confirmed',
      'The gates of version 8 passed, and nobody can say whether CloudFormation was told so in time.',
      'gate-run',
    ],
  ] as const)('and is %s %o ends %s', (state, over, ends, code, message, decidedBy) => {
    const release = first({ state, ...over });
    const ended = missedFirstReleaseEvents(release, OVER).reduce((one, event) => transition(one, event).next, release);
    expect(ended).toMatchObject({ state: ends, reasons: [{ code, message }], decidedBy, endedAt: OVER });
  });
});

describe('a first release that was refused', () => {
  it.each([
    ['shifting', 'first-release-not-told', 'The gates of version 8 passed, but CloudFormation was not told so.'],
    ['gating', 'first-release-not-judged', 'The gates of version 8 were not judged.'],
  ] as const)('while %s ends as a deployment that failed before any traffic', (state, code, message) => {
    expect(refusedCreation(first({ state }))).toEqual({
      status: 'failed',
      by: 'gate-run',
      reason: { code, message },
      trafficMoved: false,
      rollsBack: false,
    });
  });
});

describe('the message of a first release', () => {
  it.each([
    ['released', 'Serving now: version 8, once CloudFormation has created the alias live.'],
    ['blocked', 'Serving now: nothing by the alias live, which is not created.'],
    ['failed', 'Failed, and nobody knows how it ended'],
    ['failed', 'Serving now: unknown: the alias live may be there, with version 8, or not.'],
    ['failed', 'aws lambda get-alias --function-name chat --name live'],
  ] as const)('that is %s says what serves, and names no deployment', (state, says) => {
    const text = plainText(outcomeMessage(first({ state, decidedBy: 'chat' })));
    expect(text).toContain(says);
    expect(text).toContain('chat:live, first version 8.');
    expect(text.split('\n').at(-1)).toBe('Release: d-1');
    expect(text).not.toContain('get-deployment');
  });
});

describe('the gates of a phase', () => {
  const health = { name: 'health', phase: 'before-traffic', deadlineSeconds: 90 } as const;
  const contract = { name: 'contract', phase: 'before-traffic', deadlineSeconds: 90, needsBlue: true } as const;
  const later = { name: 'later', phase: 'after-traffic', deadlineSeconds: 90 } as const;

  it('are all asked of a release with a blue, and at a first one those that need none', () => {
    const of = (release: { readonly blue?: string }) =>
      gatesOfPhase([health, contract, later], 'before-traffic', release);
    expect(of({ blue: '7' })).toEqual({ asked: [health, contract], attested: [], leftOut: [] });
    expect(of({})).toEqual({
      asked: [health],
      attested: [],
      leftOut: [
        {
          code: 'gate-not-asked',
          message:
            'Gate contract was not asked: it compares with the version that serves, and at a first deploy there is none.',
        },
      ],
    });
  });

  it('that are left out are noted by the release, and stop it from nothing', () => {
    const { leftOut } = gatesOfPhase([health, contract], 'before-traffic', {});
    const gates = [gateRecord('health', 'before-traffic', 'pass')];
    const { next } = transition(first(), { kind: 'judged', at: 2, phase: 'before-traffic', gates, leftOut });
    expect(next).toMatchObject({ state: 'shifting', notes: leftOut, reasons: [] });
  });
});
