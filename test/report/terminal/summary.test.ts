import type { Report, ReportedReason, ReportedRelease } from '../../../lib/report/report';
import { summaryLines, type Paint } from '../../../lib/report/terminal/summary';
import cases from '../../cases/report/summaries.json';
import { START } from '../observed-release';

interface Case {
  readonly name: string;
  readonly release: {
    readonly serving?: ReportedRelease['serving'];
    readonly outcome: ReportedRelease['outcome'];
    readonly decidedBy: string | null;
    readonly tookMs: number | null;
    readonly error?: string;
    readonly gates: readonly {
      readonly name: string;
      readonly verdict: string;
      readonly effect?: string;
      readonly reason: string;
      /** Of a gate in flight: what it was past a lower limit by. */
      readonly warning?: string;
    }[];
    readonly notes?: readonly string[];
    readonly green: { readonly total: number; readonly errors: number };
    readonly blue?: { readonly total: number; readonly errors: number };
    readonly unshifted?: ReportedRelease['unshifted'];
    readonly messages: number;
  };
  readonly lines: readonly string[];
}

function reported(release: Case['release']) {
  const {
    outcome,
    decidedBy,
    tookMs,
    error,
    gates,
    notes = [],
    green,
    blue = { total: 0, errors: 0 },
    messages,
    serving = [],
    unshifted = null,
  } = release;
  const at = (ms: number) => new Date(START + ms).toISOString();
  return {
    step: 'change',
    function: 'Chat',
    alias: 'live',
    outcome,
    decidedBy,
    deployment:
      tookMs === null
        ? null
        : {
            id: 'd-AAAAAAAAA',
            blue: '1',
            green: '2',
            configuration: 'CodeDeployDefault.LambdaAllAtOnce',
            status: 'Succeeded',
            startedAt: at(0),
            endedAt: at(tookMs),
            error: error === undefined ? null : { code: 'SOME_CODE', message: error },
            rollbackId: null,
          },
    timeline: [],
    gates: gates.map(({ name, verdict, reason, warning, effect = verdict === 'pass' ? 'passed' : 'refused' }) => ({
      name,
      phase: warning === undefined ? 'before-traffic' : 'in-flight',
      mode: 'enforce',
      verdict,
      effect,
      attempts: 1,
      reasons: [
        { code: 'some-reason', message: reason },
        ...(warning === undefined ? [] : [{ code: 'warned', message: warning }]),
      ],
      evidence: { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} },
    })),
    traffic: [],
    serving,
    requests: { blue, green },
    unshifted,
    moments: { regressionAt: null, decidedAt: null, restoredAt: null },
    messages: Array.from({ length: messages }, () => ({ at: at(0), topicArn: 'arn', text: 'text' })),
    outsideCalls: [],
    deniedCalls: [],
    faults: [],
    foreseen: [],
    notes,
    expectation: null,
  } satisfies ReportedRelease;
}

const UNPAINTED: Paint = { good: String, bad: String, soft: String };

function summary(releases: readonly ReportedRelease[], others: Partial<Report> = {}): readonly string[] {
  return summaryLines({ schema: 1, seed: 7, assumptions: [], stacks: [], releases, ...others }, 80, UNPAINTED);
}

describe('a release for a person', () => {
  it.each(cases as readonly Case[])('$name', ({ release, lines }) => {
    expect(summary([reported(release)]).slice(2)).toEqual(lines);
  });
});

const RELEASED = reported({
  outcome: 'released',
  decidedBy: 'gates',
  tookMs: 60_000,
  gates: [],
  green: { total: 6, errors: 0 },
  messages: 1,
});
const MET = { met: true, differences: [] };
const UNMET = { met: false, differences: ['expected the outcome blocked, it was released'] };

describe('a rehearsal for a person', () => {
  it('has a mark for what was expected, and another for how it went', () => {
    const releases = [
      { ...RELEASED, step: 'one', expectation: MET },
      { ...RELEASED, step: 'two', expectation: UNMET },
      { ...RELEASED, step: 'three' },
    ];
    expect(summary(releases)).toEqual([
      '  Chat:live                                       3 releases, 1 of 2 as expected',
      `  ${'─'.repeat(78)}`,
      '  ✔ one    ▶ released       in 1 min · 6 requests, 0 failed',
      '  ✘ two    ▶ released       in 1 min · 6 requests, 0 failed',
      '      ✘ expected the outcome blocked, it was released',
      '    three  ▶ released       in 1 min · 6 requests, 0 failed',
    ]);
  });

  it('says of which alias a release is where there are several', () => {
    const lines = summary([RELEASED, { ...RELEASED, function: 'Shop-Cart4F0B3C21-O7WC1H6D7PAH' }]);
    expect(lines.slice(2)).toEqual([
      '    change  ▶ released       Chat:live · in 1 min · 6 requests, 0 failed',
      '    change  ▶ released       Shop-Cart:live · in 1 min · 6 requests, 0 failed',
    ]);
  });

  it('puts what does not fit beside the name of a step below it', () => {
    expect(summary([{ ...RELEASED, step: 'the release with the longest name of all' }]).slice(2)).toEqual([
      '    the release with the longest name of all  ▶ released',
      '      in 1 min · 6 requests, 0 failed',
    ]);
  });

  it('has three reasons of a refusal, and counts the others', () => {
    const [gate] = reported({
      outcome: 'blocked',
      decidedBy: 'health',
      tookMs: 1000,
      gates: [{ name: 'health', verdict: 'fail', reason: '' }],
      green: { total: 0, errors: 0 },
      messages: 1,
    }).gates;
    const reasons = [1, 2, 3, 4, 5].map((n) => ({ code: 'probe-failed', message: `Probe ${n} failed.` }));
    const release = { ...RELEASED, outcome: 'blocked' as const, gates: [{ ...gate!, reasons }] };
    expect(summary([release]).slice(3)).toEqual([
      '      Probe 1 failed.',
      '      Probe 2 failed.',
      '      Probe 3 failed.',
      '      + 2 more',
    ]);
  });

  describe('has what was asked and answered below a reason', () => {
    const refused = (...reasons: readonly ReportedReason[]) => {
      const evidence = { source: 'a test', sampleSize: 1, windowMs: 1, figures: {} };
      const gate = { name: 'chat', phase: 'before-traffic', mode: 'enforce', verdict: 'fail', effect: 'refused' };
      const release = {
        ...RELEASED,
        outcome: 'blocked' as const,
        gates: [{ ...gate, attempts: 1, reasons, evidence }],
      };
      return summary([release]).slice(3);
    };
    const reason = (message: string, asked?: string, answered?: string) => ({ code: 'x', message, asked, answered });

    it('a line each: words in quotes, JSON as it is, and both cut to the width', () => {
      const json = `{"reply":"Which title?","context":"${'c'.repeat(60)}"}`;
      expect(refused(reason('First.', 'More of it?', json), reason('Second.', 'q'.repeat(90), '[]'))).toEqual([
        '      First.',
        '        asked     "More of it?"',
        `        answered  ${json.slice(0, 61)}…`,
        '      Second.',
        `        asked     "${'q'.repeat(60)}…`,
        '        answered  []',
      ]);
    });

    it('once for all reasons of one answer, and nothing where nothing was asked or answered', () => {
      const [one, two] = [reason('First.', 'More?', 'No.'), reason('Second.', 'More?', 'No.')];
      expect(refused(one, two, reason('Third.', 'More?'))).toEqual([
        '      First.',
        '      Second.',
        '        asked     "More?"',
        '        answered  "No."',
        '      Third.',
        '        asked     "More?"',
      ]);
      expect(refused(reason('Alone.'), reason('Alone, too.'))).toEqual(['      Alone.', '      Alone, too.']);
    });

    it('also below the last that is shown, where the next is of the same answer', () => {
      expect(refused(...['1.', '2.', '3.', '4.'].map((message) => reason(message, 'More?', 'No.')))).toEqual([
        ...['      1.', '      2.', '      3.'],
        ...['        asked     "More?"', '        answered  "No."', '      + 1 more'],
      ]);
    });
  });

  it('says what IAM denied in short names, and leaves the statement to the report', () => {
    const principal = 'arn:aws:iam::123456789012:role/sluice/default/Shop-ReleaseRoleADC0DB08-M85M52W9P3DW';
    const resource = 'arn:aws:lambda:us-east-1:123456789012:function:Shop-Chat26DEB33F-O7WC1H6D7PAH:5';
    const denied = {
      at: RELEASED.deployment!.startedAt,
      times: 2,
      principal,
      action: 'lambda:InvokeFunction',
      resource,
      message: `User: ${principal} is not authorized`,
      missing: { on: `a policy of the role ${principal}`, statement: { Effect: 'Allow' } },
    };
    expect(summary([{ ...RELEASED, deniedCalls: [denied] }]).slice(3)).toEqual([
      '      Shop-ReleaseRole may not lambda:InvokeFunction on Shop-Chat:5',
      '      the report has the statement that is missing',
    ]);
  });

  it('says what was known at synth of each alias, as its last release has it, and of none without a name', () => {
    const releases = [
      { ...RELEASED, foreseen: ['Old.'] },
      { ...RELEASED, foreseen: ['Sees much.', 'Costs little.'] },
      { ...RELEASED, foreseen: [] },
      { ...RELEASED, function: '', alias: '', foreseen: ['Nobody will see it.'] },
    ];
    expect(summary(releases).slice(-4)).toEqual([
      '',
      '  Known at synth of Chat:live',
      '      Sees much.',
      '      Costs little.',
    ]);
  });

  it('says what a command printed as it printed it', () => {
    const command = { step: 'preflight', at: '', exitCode: 1, output: 'Stopped:\n  by an alarm\n', expectation: null };
    expect(summary([], { commands: [command] }).slice(2)).toEqual([
      '    preflight  exit code 1',
      '      Stopped:',
      '        by an alarm',
    ]);
  });

  it('says of a command that did what was expected of it no more than that', () => {
    const expectation = { met: true, differences: [] };
    const command = { step: 'CI attests it', at: '', exitCode: 0, output: 'unit passed for Shop.\n', expectation };
    expect(summary([], { commands: [command] }).slice(2)).toEqual(['  ✔ CI attests it  exit code 0']);
  });

  it('says why there is nothing to say', () => {
    expect(summary([])).toEqual([
      '  No release: no alias of these assemblies has a CodeDeployLambdaAliasUpdate',
      '    policy.',
    ]);
  });
});

describe('a function that failed', () => {
  const log = { version: '4', requestId: 'ab', at: '2026-01-05T09:14:26.650Z' };
  const failures = (name: string, lines: readonly string[]) =>
    summary([RELEASED], { logs: [{ ...log, function: name, lines }] }).slice(3);

  it('is shown by its error and where that was thrown, without the lines that Lambda writes', () => {
    const error = {
      errorType: 'TypeError',
      errorMessage: 'nobody is quiet',
      stack: [
        'TypeError: nobody is quiet',
        '    at forget (/var/task/index.js:1:2)',
        '    at main (/var/task/index.js:3:4)',
      ],
    };
    const lines = [
      'START RequestId: ab Version: 4',
      `2026-01-05T09:14:26.731Z\tab\tERROR\tInvoke Error \t${JSON.stringify(error)}`,
      'END RequestId: ab',
      'REPORT RequestId: ab\tDuration: 81.00 ms',
    ];
    expect(failures('Shop-Chat26DEB33F-O7WC1H6D7PAH', lines)).toEqual([
      '',
      '  Shop-Chat, version 4, failed first at 09:14:26',
      '      TypeError: nobody is quiet',
      '      at forget (/var/task/index.js:1:2)',
    ]);
  });

  it('is shown by its last words where it threw nothing', () => {
    expect(failures('Chat', ['START RequestId: ab', 'one', 'ab Task timed out after 3.00 seconds'])).toEqual([
      '',
      '  Chat, version 4, failed first at 09:14:26',
      '      one',
      '      ab Task timed out after 3.00 seconds',
    ]);
  });

  it('for want of a parameter that no stack makes is one sentence, with the fix', () => {
    const error = { errorType: 'ParameterNotFound', errorMessage: 'Parameter /team/hook not found.', stack: [] };
    const lines = [`x\tab\tERROR\tInvoke Error \t${JSON.stringify(error)}`];
    expect(failures('Notifier', lines)).toEqual([
      '',
      '  Notifier: the account has no parameter /team/hook; the scenario can give it:',
      '    account: { parameters: { /team/hook: … } }',
    ]);
  });
});
