import fc from 'fast-check';
import {
  combinationsOf,
  filterPolicyOf,
  isRouted,
  SERVICE_PATTERN,
  type Routing,
} from '../../../lib/domain/delivery/routing';
import { MESSAGE_KINDS, SEVERITIES } from '../../../lib/domain/message/message';
import { snsTexts } from '../../../lib/domain/message/sns-texts';
import { compilePattern } from '../../../lib/rehearsal/events/event-pattern';
import { sentMessage } from './sent-message';

const name = fc.constantFrom('chat', 'chat-worker', 'orders', 'orders-v2', 'c', 'worker');
const pattern = fc.oneof(
  name,
  name.map((one) => `${one.slice(0, 4)}*`),
  name.map((one) => `*${one.slice(-4)}`),
);
const someOf = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });
const routing: fc.Arbitrary<Routing> = fc.record({
  services: fc.option(fc.array(pattern, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  severities: someOf(SEVERITIES),
  events: someOf(MESSAGE_KINDS),
});
const message = fc
  .record({
    service: name,
    severity: fc.constantFrom(...SEVERITIES),
    kind: fc.constantFrom(...MESSAGE_KINDS),
    needsPerson: fc.boolean(),
  })
  .map(sentMessage);

describe('the routing of a channel', () => {
  it('is the same for its notifier and for the filter of its subscription', () => {
    fc.assert(
      fc.property(routing, message, (asked, sent) => {
        const policy = filterPolicyOf(asked);
        const filtered = policy === undefined || compilePattern(policy)(snsTexts(sent).attributes);
        expect(filtered).toBe(isRouted(asked, sent));
      }),
      { numRuns: 2000 },
    );
  });

  it('asks for nothing where nothing is said, or everything is', () => {
    expect(filterPolicyOf({})).toBeUndefined();
    expect(filterPolicyOf({ severities: SEVERITIES, events: MESSAGE_KINDS })).toBeUndefined();
  });

  it('is written as SNS has it', () => {
    expect(
      filterPolicyOf({ services: ['chat', 'orders-*', '*-worker'], severities: ['error'], events: ['stuck'] }),
    ).toEqual({
      service: ['chat', { prefix: 'orders-' }, { suffix: '-worker' }],
      severity: ['error'],
      kind: ['stuck'],
    });
  });

  it('has as many combinations as its lists multiplied', () => {
    expect(combinationsOf({ services: ['a', 'b', 'c'], severities: ['error', 'critical'] })).toBe(6);
    expect(combinationsOf({})).toBe(1);
  });

  it.each([
    ['chat', true],
    ['chat-*', true],
    ['*-worker', true],
    ['My_Function', true],
    ['*', false],
    ['a*b', false],
    ['*a*', false],
    ['a b', false],
    ['', false],
  ])('takes a name, its beginning or its end: %j', (text, expected) => {
    expect(SERVICE_PATTERN.test(text)).toBe(expected);
  });
});
