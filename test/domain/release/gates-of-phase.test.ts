import { gatesOfPhase, unaskedReason } from '../../../lib/domain/release/gates-of-phase';
import type { AskedGate } from '../../../lib/domain/release/manifest';

const gate = (name: string, change: Partial<AskedGate> = {}): AskedGate => ({
  ...{ name, phase: 'before-traffic', deadlineSeconds: 90 },
  ...change,
});
const gates = [
  gate('health'),
  gate('contract', { needsBlue: true }),
  gate('checks', { attested: ['unit'] }),
  gate('freeze', { freeze: { calendars: ['holidays'] } }),
  gate('health-later', { phase: 'after-traffic' }),
];
const names = (some: readonly AskedGate[]) => some.map(({ name }) => name);

describe('the gates of a phase', () => {
  it.each<[string, string | undefined, AskedGate['phase'], readonly string[], readonly string[], number]>([
    ['all of them', '7', 'before-traffic', ['health', 'contract'], ['checks', 'freeze'], 0],
    ['of another phase', '7', 'after-traffic', ['health-later'], [], 0],
    ['of a phase that has none', '7', 'in-flight', [], [], 0],
    ['at a first deploy without what compares', undefined, 'before-traffic', ['health'], ['checks', 'freeze'], 1],
  ])('are those that are asked, and those that were judged: %s', (_, blue, phase, asked, attested, leftOut) => {
    const found = gatesOfPhase(gates, phase, blue === undefined ? {} : { blue });
    expect([names(found.asked), names(found.attested)]).toEqual([asked, attested]);
    expect(found.leftOut).toHaveLength(leftOut);
  });

  it('are said not to be asked, where there is nothing to compare with', () => {
    expect(gatesOfPhase(gates, 'before-traffic', {}).leftOut).toEqual([
      {
        code: 'gate-not-asked',
        message:
          'Gate contract was not asked: it compares with the version that serves, and at a first deploy there is none.',
      },
    ]);
  });

  it('are said not to be asked, where the release is stopped already', () => {
    expect(unaskedReason(gate('chat'))).toEqual({
      code: 'gate-not-asked',
      message: 'Gate chat was not asked: what was judged as it was opened stops the release already.',
    });
  });
});
