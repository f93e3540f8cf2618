import { IN_FLIGHT } from '../domain/gate/phase';
import { gateRecords, watchedRecords } from '../domain/release/gate-records';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import { shadowAlarmGates, type Manifest } from '../domain/release/manifest';
import type { GateRecord, Release } from '../domain/release/release';

/** What a gate run has of the gates that are asked once all traffic has moved; all of it understood or not. */
export interface AnsweredAfterTraffic {
  /** The names of the gates that were asked. */
  readonly asked: readonly string[];
  /** What came back. Each is read on its own, so that one that makes no sense is a failed gate. */
  readonly answers: readonly unknown[];
  /** What the last look of the watch answered. */
  readonly watched?: unknown;
}

/** The gates that were asked once all traffic had moved, and those that were while it did, with their verdicts; without the bake. */
export function recordsAfterTraffic(
  manifest: Manifest,
  release: Pick<Release, 'blue'>,
  { asked, answers, watched, at }: AnsweredAfterTraffic & { readonly at: number },
): readonly GateRecord[] {
  const phase = 'after-traffic';
  const expected = gatesOfPhase(manifest.gates.asked, phase, release).asked;
  const inFlight = gatesOfPhase(manifest.gates.asked, IN_FLIGHT, release).asked;
  return [
    ...gateRecords({ phase, expected, asked, answers, at }),
    // Traffic has moved: what was asked while it did is answered now.
    ...watchedRecords([...inFlight, ...shadowAlarmGates(manifest)], watched, at),
  ];
}
