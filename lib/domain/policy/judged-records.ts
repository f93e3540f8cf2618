import * as v from 'valibot';
import { gateRecords } from '../release/gate-records';
import { gateEffect } from '../release/gate-effect';
import type { AskedGate } from '../release/manifest';
import type { GateRecord } from '../release/release';
import { isPolicyGate } from './judged-gate';

/**
 * The gates that attestations decide, with their verdicts, one for each that the manifest has and each that the platform asks
 * for itself.
 *
 * @param judged what the opener said of them, understood or not
 */
export function judgedRecords(
  judged: readonly unknown[],
  attested: readonly AskedGate[],
  at: number,
): readonly GateRecord[] {
  const ofPolicy = judged.flatMap((answer) => {
    const named = v.safeParse(namedSchema, answer);
    return named.success && isPolicyGate(named.output.name) ? [{ name: named.output.name }] : [];
  });
  const expected = [...attested, ...ofPolicy];
  return gateRecords({
    ...{ phase: 'before-traffic', expected, at },
    asked: expected.map(({ name }) => name),
    answers: judged,
  });
}

const namedSchema = v.looseObject({ name: v.string() });

/** Whether what was attested stops the release, so that no gate is asked. */
export function isStoppedBy(records: readonly GateRecord[]): boolean {
  return records.some((record) => gateEffect(record) === 'refused');
}
