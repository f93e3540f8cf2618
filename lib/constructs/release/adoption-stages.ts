import { GO, type Adoption } from '../../domain/release/adoption';
import type { BoundGate } from '../gates/bound-gate';
import { Gate } from '../gates/gate';
import type { AlarmModes, GreenAlarmModes } from './release-alarms';

/** What a stage of adoption makes of the gates of a release. */
export function gatesAtStage(adoption: Adoption, given: readonly Gate[]): readonly BoundGate[] {
  return GATES[adoption](given.map((gate) => gate._bindToRelease()));
}

const GATES: Readonly<Record<Adoption, (gates: readonly BoundGate[]) => readonly BoundGate[]>> = {
  alongside: (gates) => gates.map((gate) => ({ ...gate, settings: { ...gate.settings, mode: 'shadow' } })),
  // Whoever starts it need not be another than who wrote it: that is for approvals.
  optional: (gates) => [...gates, Gate.approvals({ name: GO, by: [GO], independent: false })._bindToRelease()],
  trusted: (gates) => gates,
};

/** What it makes of the alarms; the watch makes its own red for gates that count alone. */
export function alarmModesAtStage(adoption: Adoption, said: GreenAlarmModes): AlarmModes {
  return adoption === 'alongside' ? { 'error-rate': 'shadow', latency: 'shadow', own: 'shadow' } : said;
}
