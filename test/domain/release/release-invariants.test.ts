import fc from 'fast-check';
import { brokenGlass } from '../../../lib/domain/attestation/break-glass';
import { attestation } from '../attestation/example-attestations';
import type { Effect } from '../../../lib/domain/release/effect';
import type { GateRecord, Release } from '../../../lib/domain/release/release';
import { isTerminal, openRelease } from '../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS, transition } from '../../../lib/domain/release/transition';

const gate = (outcome: 'pass' | 'inconclusive' | 'fail', phase: GateRecord['phase']): GateRecord => ({
  name: `${outcome}-gate`,
  phase,
  mode: 'enforce',
  at: 0,
  verdict: {
    outcome,
    reasons: [{ code: outcome, message: `It was ${outcome}.` }],
    evidence: { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} },
  },
});

const phase = fc.constantFrom('before-traffic' as const, 'after-traffic' as const);
const event: fc.Arbitrary<ReleaseEvent> = fc.oneof(
  fc
    .record({ phase, outcomes: fc.array(fc.constantFrom('pass' as const, 'inconclusive' as const, 'fail' as const)) })
    .map(({ phase, outcomes }) => ({
      kind: 'judged' as const,
      at: 1,
      phase,
      gates: outcomes.map((outcome) => gate(outcome, phase)),
    })),
  phase.map((phase) => ({
    kind: 'gate-run-broke' as const,
    at: 1,
    phase,
    reason: { code: 'gate-run-failed', message: 'It broke.' },
  })),
  fc.constant({ kind: 'deployment-ended' as const, at: 2, ending: { status: 'succeeded' as const } }),
  fc.record({ trafficMoved: fc.boolean(), rollsBack: fc.boolean() }).map((known) => ({
    kind: 'deployment-ended' as const,
    at: 2,
    ending: { status: 'failed' as const, by: 'codedeploy', reason: { code: 'X', message: 'x' }, ...known },
  })),
  fc.constant({ kind: 'creation-allowed' as const, at: 2 }),
  fc.constant({ kind: 'glass-broken' as const, at: 1, glass: brokenGlass(attestation('break-glass')) }),
  fc.boolean().map((succeeded) => ({ kind: 'rollback-ended' as const, at: 3, succeeded })),
  fc.constant({ kind: 'outcome-unknown' as const, at: 3, reason: { code: 'gone', message: 'It is gone.' } }),
  fc.constantFrom(4, 4 + MESSAGE_CLAIM_MS).map((at) => ({ kind: 'message-claimed' as const, at })),
  fc.constant({ kind: 'message-sent' as const, at: 4 }),
);

/** Every order of duplicated, late and lost events, each with the release before and after and what was asked for. */
function play(events: readonly ReleaseEvent[]) {
  let release: Release = openRelease({
    id: 'd-1',
    functionName: 'fn',
    aliasName: 'live',
    blue: '1',
    green: '2',
    deploymentGroup: 'group',
    openedAt: 0,
  });
  return events.map((one) => {
    const before = release;
    const { next, effects } = transition(before, one);
    release = next;
    return { before, after: next, effects, event: one };
  });
}

const check = (property: (steps: ReturnType<typeof play>) => void) => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      property(play(events));
    }),
    { numRuns: 2000 },
  );
};

const isAnswered = (one: ReleaseEvent) => one.kind === 'judged' || one.kind === 'gate-run-broke';

const lets = (effects: readonly Effect[]) =>
  effects.some((effect) => effect.kind === 'answer-hook' && effect.status === 'Succeeded');

describe('whatever order events come in, repeated or lost', () => {
  it('an ended release never changes its outcome', () => {
    check((steps) => {
      for (const { before, after } of steps.filter((step) => isTerminal(step.before.state))) {
        const sending = { messageClaimedAt: 0, messageSentAt: 0, revision: 0 };
        expect({ ...after, ...sending }).toEqual({ ...before, ...sending });
      }
    });
  });

  it('a release that a gate refused is never let through', () => {
    check((steps) => {
      const refusedAt = steps.findIndex(({ after }) => after.state === 'refused');
      const later = refusedAt < 0 ? [] : steps.slice(refusedAt);
      expect(later.some(({ effects }) => lets(effects))).toBe(false);
    });
  });

  it('no answer to a hook ends a release or takes a refusal back', () => {
    check((steps) => {
      for (const { before, after } of steps.filter(({ event: one }) => isAnswered(one))) {
        expect(isTerminal(after.state)).toBe(isTerminal(before.state));
        expect(before.state === 'refused' && after !== before).toBe(false);
      }
    });
  });

  it('a refusal is kept with its reasons to the end', () => {
    check((steps) => {
      const refusedAt = steps.findIndex(({ after }) => after.state === 'refused');
      for (const { after } of refusedAt < 0 ? [] : steps.slice(refusedAt)) {
        const { decidedBy, decidedAt } = after;
        const refusal = steps[refusedAt]!.after;
        // Why nobody can say the end of it may be added.
        expect(refusal).toMatchObject({
          decidedBy,
          decidedAt,
          reasons: after.reasons.slice(0, refusal.reasons.length),
        });
      }
    });
  });

  it('a hook is let through only by gates that all passed', () => {
    check((steps) => {
      const refusing = steps.filter(
        ({ event: one }) => one.kind === 'judged' && one.gates.some((asked) => asked.verdict.outcome !== 'pass'),
      );
      expect(refusing.some(({ effects }) => lets(effects))).toBe(false);
    });
  });

  it('a gate run that broke is answered with Failed, and lets nothing through where its answer was due', () => {
    check((steps) => {
      for (const { event: one, effects } of steps) {
        if (one.kind !== 'gate-run-broke') continue;
        expect(effects).toEqual([{ kind: 'answer-hook', id: `d-1-answer-${one.phase}`, status: 'Failed' }]);
      }
      const refusedAt = steps.findIndex(
        ({ event: one, before, after }) => one.kind === 'gate-run-broke' && after !== before,
      );
      const later = refusedAt < 0 ? [] : steps.slice(refusedAt);
      expect(later.some(({ effects }) => lets(effects))).toBe(false);
    });
  });

  it('every judgement, and every gate run that broke, is answered, once', () => {
    check((steps) => {
      for (const { event: one, effects } of steps) {
        const answers = effects.filter((effect) => effect.kind === 'answer-hook');
        expect(answers).toHaveLength(isAnswered(one) ? 1 : 0);
      }
    });
  });

  it('an outcome is sent only of an ended release, and not once it is known to be sent', () => {
    check((steps) => {
      const sending = steps.filter(({ effects }) => effects.some((effect) => effect.kind === 'send-outcome'));
      for (const { before, after } of sending) {
        expect(isTerminal(after.state)).toBe(true);
        expect(before.messageSentAt).toBeUndefined();
      }
    });
  });

  it('one message at most is marked sent, and one is asked for from the end until it is', () => {
    check((steps) => {
      for (const { before, after, effects } of steps.filter((step) => !isTerminal(step.before.state))) {
        const asksFor = effects.filter((effect) => effect.kind === 'send-outcome');
        expect(asksFor).toHaveLength(isTerminal(after.state) && before.messageSentAt === undefined ? 1 : 0);
      }
      const marks = steps.filter(({ before, after }) => before.messageSentAt !== after.messageSentAt);
      expect(marks.length).toBeLessThanOrEqual(1);
    });
  });

  it('an event that is repeated asks for nothing that it did not ask for before, by its id', () => {
    check((steps) => {
      for (const { event: one, effects, after } of steps) {
        const asked = effects.map(({ id }) => id);
        for (const { id } of transition(after, one).effects) expect(asked).toContain(id);
      }
    });
  });

  it('an id is that of one effect: of an answer, of one phase', () => {
    check((steps) => {
      const meant = new Map<string, string>();
      for (const { event: one, effects } of steps) {
        for (const { id, kind } of effects) {
          const means = kind === 'answer-hook' && 'phase' in one ? `${kind} ${one.phase}` : kind;
          expect(meant.get(id) ?? means).toBe(means);
          meant.set(id, means);
        }
      }
      // And one effect has one id.
      expect(new Set(meant.values()).size).toBe(meant.size);
    });
  });

  it('a change counts the revision up, and nothing else does', () => {
    check((steps) => {
      for (const { before, after } of steps) {
        expect(after.revision > before.revision).toBe(after !== before);
      }
    });
  });
});
