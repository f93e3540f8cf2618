import fc from 'fast-check';
import { boundedMessage } from '../../../lib/domain/message/bounded-message';
import { fittedMessage } from '../../../lib/domain/message/fitted-message';
import { gateRunLink } from '../../../lib/domain/message/console-links';
import { contextOfGates } from '../../../lib/domain/message/context-of-gates';
import { mentioned } from '../../../lib/domain/message/mentioned';
import { shellWord } from '../../../lib/domain/message/shell-word';
import { BUDGETS } from '../../../lib/domain/size/budgets';
import { jsonBytes } from '../../../lib/domain/size/json-bytes';
import { durationText } from '../../../lib/domain/text/figures';
import { hostileText } from '../../hostile-text';
import { gateRecord } from '../release/example-release';
import { context, red } from './example-message';

const many = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('a bounded message', () => {
  it('is the same where it is short already, and bounding it once more changes nothing', () => {
    const once = boundedMessage(red());
    expect(once).toEqual(red());
    const long = boundedMessage({ ...red(), reasons: many(100), notes: many(30) });
    expect(boundedMessage(long)).toEqual(long);
  });

  it('says how many reasons and notes it left out', () => {
    const { reasons, moreReasons, notes, moreNotes } = boundedMessage({
      ...red(),
      reasons: many(100),
      notes: many(11),
    });
    expect([reasons.length, moreReasons, notes.length, moreNotes]).toEqual([20, 80, 10, 1]);
  });

  it('has no line without anything in it, and no link but to a page', () => {
    const links = [
      'https://a.example/x',
      'javascript:alert(1)',
      'http://a.example',
      'https://a.example/ b',
      'https://a.example|x',
      `https://a.example/${'x'.repeat(1000)}`,
    ];
    const message = boundedMessage({
      ...red(),
      reasons: ['', ' \n ', 'why'],
      firstError: '\n',
      links: links.map((url) => ({ title: 'Page', url })),
    });
    expect(message.reasons).toEqual(['why']);
    expect(message.firstError).toBeUndefined();
    expect(message.links.map(({ url }) => url)).toEqual(['https://a.example/x']);
  });

  it('has no command in part: it would be another one', () => {
    const commands = ['sluice show d-1', `sluice show ${'d'.repeat(600)}`];
    expect(boundedMessage({ ...red(), commands }).commands).toEqual(['sluice show d-1']);
  });

  it('stays within its budget, whatever is in it', () => {
    const line = fc.oneof(hostileText, fc.constantFrom('🦑'.repeat(5000), '\u0000'.repeat(5000), '"\\'.repeat(5000)));
    const lines = fc.array(line, { maxLength: 60 });
    fc.assert(
      fc.property(line, lines, lines, (text, some, others) => {
        const message = boundedMessage({
          ...red(),
          ...{
            headline: text,
            serving: text,
            decidedBy: text,
            firstError: text,
            service: text,
            alias: text,
            green: text,
          },
          ...{ summary: some, reasons: some, notes: others, next: others, commands: some, concerned: some },
          commits: { count: 1, authors: 1, some: some.map((one) => ({ sha: one, subject: one, author: one })) },
        });
        expect(jsonBytes(message)).toBeLessThanOrEqual(BUDGETS.messageValue);
      }),
    );
  });
});

describe('a fitted message', () => {
  it('loses notes first, then commits, then reasons but the worst, and nothing while it fits', () => {
    const message = { ...red(), reasons: many(3), notes: many(2) };
    const seen: (readonly number[])[] = [];
    const rendered = fittedMessage(
      message,
      ({ reasons, notes, commits, moreReasons = 0, moreNotes = 0 }) => {
        seen.push([reasons.length, commits?.some.length ?? 0, notes.length, moreReasons, moreNotes]);
        return seen.length;
      },
      () => false,
    );
    expect(rendered).toBe(6);
    expect(seen).toEqual([
      [3, 1, 2, 0, 0],
      [3, 1, 1, 0, 1],
      [3, 1, 0, 0, 2],
      [3, 0, 0, 0, 2],
      [2, 0, 0, 1, 2],
      [1, 0, 0, 2, 2],
    ]);
    expect(
      fittedMessage(
        message,
        ({ notes }) => notes.length,
        () => true,
      ),
    ).toBe(2);
  });
});

describe('who is mentioned', () => {
  it('is who the owner’s map has, once, by whichever way the address is written', () => {
    const accounts = { 'Ada@Example.com': 'U1', 'bob@example.com': 'U2' };
    expect(mentioned(['ada@example.com', 'ADA@example.com', 'eve@example.com'], accounts)).toEqual(['U1']);
    expect(mentioned(['bob@example.com'])).toEqual([]);
    expect(mentioned(['__proto__', 'constructor', 'toString'], accounts)).toEqual([]);
  });
});

describe('a word of a command', () => {
  it.each([
    ['d-ABC1', 'd-ABC1'],
    ['first-Shop-1-0123', 'first-Shop-1-0123'],
    ['x; rm -rf /', `'x; rm -rf /'`],
    ["it's $(id)", `'it'\\''s $(id)'`],
    ['', `''`],
  ])('is %j as %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});

describe('the link of a gate run', () => {
  const execution = (partition: string) =>
    `arn:${partition}:states:eu-west-1:111122223333:execution:GateRun:d-1-before`;

  it.each([
    ['aws', 'https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/'],
    ['aws-cn', 'https://eu-west-1.console.amazonaws.cn/states/home?region=eu-west-1#/v2/executions/details/'],
    [
      'aws-us-gov',
      'https://eu-west-1.console.amazonaws-us-gov.com/states/home?region=eu-west-1#/v2/executions/details/',
    ],
  ])('leads to the console of its partition: %s', (partition, before) => {
    const link = gateRunLink(execution(partition));
    expect(link).toEqual({ title: 'Gate run', url: `${before}${execution(partition)}` });
    expect(boundedMessage({ ...red(), links: link ? [link] : [] }).links).toEqual([link]);
  });

  it.each(['', 'arn:aws:lambda:eu-west-1:111122223333:function:f', execution('aws-iso'), `${execution('aws')} x`])(
    'is not there for %j',
    (arn) => {
      expect(gateRunLink(arn)).toBeUndefined();
    },
  );
});

describe('what the records of gates have to say', () => {
  const answered = (name: string, at: number, answer?: string) => {
    const record = gateRecord(name, 'before-traffic', 'fail');
    const reasons = [
      { code: 'x', message: 'why' },
      { code: 'x', message: 'why', ...(answer && { answered: answer }) },
    ];
    return { ...record, at, verdict: { ...record.verdict, reasons } };
  };
  const counted = (name: string, figures: Readonly<Record<string, number>>) => {
    const record = gateRecord(name, 'in-flight', 'fail');
    return { ...record, verdict: { ...record.verdict, evidence: { ...record.verdict.evidence, figures } } };
  };

  it('is what green answered where the first gate that refused saw it fail', () => {
    const gates = [
      answered('late', 9, 'second'),
      answered('early', 3, 'first'),
      { ...answered('shadow', 1, 'none'), mode: 'shadow' as const },
    ];
    expect(contextOfGates(gates)).toEqual({
      ...{ firstError: 'first', hit: undefined },
      wouldHaveStopped: [{ name: 'shadow', by: 'blocking' }],
      way: {},
    });
    expect(contextOfGates([answered('silent', 1)]).firstError).toBeUndefined();
  });

  it('is how many requests the watch saw fail, by the gate that saw the most, and at least so many', () => {
    const gates = [
      counted('throttling', { greenCalls: 900, greenFailed: 2 }),
      counted('error-rate', { greenCalls: 1204, greenFailed: 73 }),
      counted('latency', { greenCalls: 5000, greenSlow: 80 }),
    ];
    expect(contextOfGates(gates).hit).toEqual(context.hit);
    expect(contextOfGates([gateRecord('chat', 'before-traffic', 'fail')]).hit).toBeUndefined();
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [90_000, '90 seconds'],
    [8 * 60_000, '8 minutes'],
    [119 * 60_000, '119 minutes'],
    [3 * 3_600_000, '3 hours'],
    [50 * 3_600_000, '2 days'],
    [-5, '0 seconds'],
  ])('of %i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
