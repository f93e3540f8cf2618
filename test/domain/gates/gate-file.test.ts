import * as v from 'valibot';
import type { GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { gateFileProblem, gateFileSchema } from '../../../lib/domain/gates/gate-file';
import { BUDGETS } from '../../../lib/domain/size/budgets';

const health = (event: unknown): GateDefinition => ({
  ...{ name: 'health', phase: 'before-traffic', kind: 'health', passes: 3, withinSeconds: 60 },
  probe: { kind: 'event', event },
});
const own: GateDefinition = { name: 'own', phase: 'after-traffic', kind: 'function', withinSeconds: 60 };

describe('the file of gates', () => {
  it('comes back as it was', () => {
    const file = { schema: 1 as const, gates: [health({ ping: 'grüß dich' }), own] };
    expect(v.parse(gateFileSchema, JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it('is not read where it is of another schema version', () => {
    expect(v.safeParse(gateFileSchema, { schema: 2, gates: [] }).success).toBe(false);
  });

  it('may be as long as the askers read it, in bytes, and no longer', () => {
    const around = Buffer.byteLength(JSON.stringify({ schema: 1, gates: [health(''), own] }));
    const room = BUDGETS.gateFile - around;
    const longest = `${'ß'.repeat(Math.floor(room / 2))}${'x'.repeat(room % 2)}`;
    expect(gateFileProblem([health(longest), own])).toBeUndefined();
    expect(gateFileProblem([health(`${longest}x`), own])).toBe(
      '`gates` must take 16777216 bytes at most in the file that the release ships, got: 16777217 bytes; give them smaller suites',
    );
  });

  it.each([{ kind: 'guess' }, { kind: undefined }, 'health', null])(
    'is not read with a gate of no kind: %j',
    (gate) => {
      expect(v.safeParse(gateFileSchema, { schema: 1, gates: [gate] }).success).toBe(false);
    },
  );
});
