import { contextOfGates } from '../../../lib/domain/message/context-of-gates';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { startedMessage } from '../../../lib/domain/message/started-message';
import type { GateRecord, Release } from '../../../lib/domain/release/release';
import { gateRecord, releaseIn } from '../release/example-release';

const ALONGSIDE = 'It runs alongside: its gates and alarms are shadows, and none of them stops it.';

const shadow = (...given: Parameters<typeof gateRecord>): GateRecord => ({ ...gateRecord(...given), mode: 'shadow' });
const lenient = (...given: Parameters<typeof gateRecord>): GateRecord => ({
  ...shadow(...given),
  onInconclusive: 'proceed',
});

const summaryOf = (change: Partial<Release>, gates: readonly GateRecord[]) =>
  outcomeMessage(releaseIn({ state: 'released', adoption: 'alongside', ...change }), contextOfGates(gates)).summary;

describe('the message of a release that runs alongside', () => {
  it.each<[string, readonly GateRecord[], string]>([
    ['nothing', [shadow('health', 'before-traffic', 'pass')], 'Had they counted, none of them would have stopped it.'],
    [
      'a gate before the traffic',
      [shadow('health', 'before-traffic', 'fail'), shadow('contract', 'before-traffic', 'pass')],
      'Had they counted, health would have blocked it before any traffic; nothing was stopped.',
    ],
    [
      'a gate that knew too little',
      [shadow('health', 'before-traffic', 'inconclusive')],
      'Had they counted, health would have blocked it before any traffic; nothing was stopped.',
    ],
    [
      'gates and alarms of all times',
      [
        shadow('health', 'before-traffic', 'fail'),
        shadow('error-rate', 'in-flight', 'fail'),
        shadow('error-rate-alarm', 'in-flight', 'fail'),
        shadow('load', 'after-traffic', 'fail'),
      ],
      'Had they counted, health would have blocked it before any traffic, and error-rate, error-rate-alarm and load would have rolled it back; nothing was stopped.',
    ],
    [
      'not what lets pass what it does not know',
      [lenient('latency-alarm', 'in-flight', 'inconclusive')],
      'Had they counted, none of them would have stopped it.',
    ],
    [
      'not what counted, such as what its platform asks for',
      [gateRecord('policy-bytes', 'before-traffic', 'fail')],
      'Had they counted, none of them would have stopped it.',
    ],
  ])('says what would have stopped it: %s', (_, gates, sentence) => {
    expect(summaryOf({}, gates)).toEqual([ALONGSIDE, sentence]);
  });

  it('does not say that nothing was stopped where it was, by somebody', () => {
    expect(summaryOf({ state: 'rolled-back' }, [shadow('health', 'before-traffic', 'fail')]).slice(0, 2)).toEqual([
      ALONGSIDE,
      'Had they counted, health would have blocked it before any traffic.',
    ]);
  });

  it('says nothing of what would have been where nobody was asked, or nobody could read it', () => {
    expect(summaryOf({ state: 'blocked' }, [])).toEqual([ALONGSIDE]);
    expect(outcomeMessage(releaseIn({ state: 'released', adoption: 'alongside' })).summary).toEqual([ALONGSIDE]);
    expect(
      startedMessage(releaseIn({ state: 'shifting', adoption: 'alongside' }), 2, contextOfGates([])).summary,
    ).toEqual([ALONGSIDE]);
  });

  it.each<[Release['adoption'], readonly unknown[]]>([
    ['optional', [expect.stringMatching(/^It is optional: .* an approval as `go`\.$/)]],
    ['trusted', []],
    [undefined, []],
  ])('is no other than usual at %s, beside the stage itself', (adoption, summary) => {
    expect(summaryOf({ adoption }, [shadow('health', 'before-traffic', 'fail')])).toEqual(summary);
  });
});
