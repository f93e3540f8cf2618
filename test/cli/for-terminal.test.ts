import fc from 'fast-check';
import { forTerminal, linesForTerminal } from '../../lib/cli/for-terminal';
import { jsonText } from '../../lib/cli/json-text';
import { summaryLines } from '../../lib/report/terminal/summary';
import { ACTING, hostileText, LINE_ENDS } from '../hostile-text';
import type { Report, ReportedRelease } from '../../lib/report/report';

/** A release that somebody outside has a word in wherever somebody may have one. */
function releaseWith(text: string, outcome: ReportedRelease['outcome'], deployed: boolean): ReportedRelease {
  const at = '2026-01-05T09:00:00.000Z';
  const deployment = { id: 'd-1', blue: '1', green: '2', configuration: 'AllAtOnce', status: 'Failed', startedAt: at };
  const gate = { phase: 'before-traffic', mode: 'enforce', attempts: 1, reasons: [{ code: 'x', message: text }] };
  const evidence = { source: text, sampleSize: 1, windowMs: 1, figures: {} };
  const denied = { at, times: 1, principal: text, action: 'sqs:SendMessage', resource: text, message: text };
  return {
    ...{ step: 'change', function: 'Chat', alias: 'live', outcome, decidedBy: text, timeline: [], traffic: [] },
    deployment: deployed ? { ...deployment, endedAt: at, error: { code: 'x', message: text }, rollbackId: null } : null,
    gates: (['refused', 'shadow', 'proceeded', 'passed'] as const).map((effect) => ({
      ...{ ...gate, name: text, verdict: text, effect, evidence },
    })),
    requests: { blue: { total: 0, errors: 0 }, green: { total: 1, errors: 1 } },
    serving: [
      { version: '1', share: 0.8 },
      { version: text, share: 0.2 },
    ],
    unshifted: null,
    moments: { regressionAt: null, decidedAt: null, restoredAt: null },
    ...{ messages: [], outsideCalls: [], faults: [], foreseen: [text], notes: [text], expectation: null },
    deniedCalls: [{ ...denied, missing: { on: text, statement: { Resource: text } } }],
  };
}

const COMMAND = { step: 'look', at: '', exitCode: 0, output: '', expectation: null };

/** All lines of a report, whatever a terminal takes for the end of one. */
function printed(report: Partial<Report>): readonly string[] {
  const whole = { schema: 1, seed: 1, assumptions: [], stacks: [], releases: [], ...report } as const;
  const lines = summaryLines(forTerminal(whole), 80, { good: String, bad: String, soft: String });
  return lines.flatMap((line) => line.split(LINE_ENDS));
}

describe('what is printed on a terminal', () => {
  it('has one entry of a release, and all that hostile text says of it stands under that', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom('blocked', 'rolled-back', 'failed'),
        fc.boolean(),
        (text, outcome, deployed) => {
          const lines = printed({ releases: [releaseWith(text, outcome, deployed)] });
          const own = lines.filter((line) => line !== '' && !line.startsWith('      '));
          expect(own).toEqual([
            expect.stringContaining('1 release'),
            expect.stringMatching(/^ {2}─+$/),
            expect.stringMatching(/^ {4}change {2}/),
            '  Known at synth of Chat:live',
          ]);
          expect(lines.join('')).not.toMatch(ACTING);
        },
      ),
    );
  });

  it('has the lines of a log, indented, whatever hostile text is in them', () => {
    fc.assert(
      fc.property(fc.tuple(hostileText, hostileText), (lines) => {
        const log = { function: 'Chat', version: '1', requestId: 'r', at: '2026-01-05T09:00:00.000Z', lines };
        const shown = printed({ releases: [], commands: [COMMAND], logs: [log] }).slice(4);
        expect(shown[1]).toBe('  Chat, version 1, failed first at 09:00:00');
        for (const line of shown.slice(2)) expect(line).toMatch(/^ {6}/);
        expect(shown.join('')).not.toMatch(ACTING);
      }),
    );
  });

  it('leaves numbers, nothing and harmless texts as they are', () => {
    const harmless = { a: [1, null, true, 'Größe 7 — ok 👍🏽'], b: { lines: ['one\ntwo'] } };
    expect(forTerminal(harmless)).toEqual(harmless);
    expect(linesForTerminal('one\n  two\tthree')).toBe('one\n  two\tthree');
  });
});

describe('JSON', () => {
  it('has nothing in it that acts, and is the same value', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (key, value) => {
        const held = { [key]: [value] };
        expect(jsonText(held)).not.toMatch(ACTING);
        expect(JSON.parse(jsonText(held))).toEqual(held);
      }),
    );
  });
});
