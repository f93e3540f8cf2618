import { type Simulation } from '../../kernel/simulation';
import { type AlarmState } from '../alarms/evaluate-alarm';
import { type Suppression } from './composite-definition';

/** As `DescribeAlarms` names it. */
export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/**
 * Holds back the actions of one composite alarm (CloudWatch User Guide, "Suppressing composite alarm actions"). States
 * are never held back.
 *
 * A composite alarm that goes off waits for its suppressor to do so too; after the suppressor has come back it waits
 * once more. When waiting is over, the actions of the state it is in by then are taken, unless those were the last that
 * were.
 */
export class ActionsSuppression {
  private by: SuppressedBy | undefined;
  private cancelWait: () => void = () => undefined;
  private actedOn: AlarmState;

  constructor(
    private readonly simulation: Simulation,
    private readonly suppression: Suppression,
    private readonly alarm: {
      state(): AlarmState;
      suppressorState(): AlarmState | undefined;
      takeActions(): void;
    },
  ) {
    this.actedOn = alarm.state();
    if (alarm.suppressorState() === 'ALARM') this.by = 'Alarm';
  }

  get suppressedBy(): SuppressedBy | undefined {
    return this.by;
  }

  /** The composite alarm has changed its state. */
  stateChanged(): void {
    if (this.by) return;
    if (this.alarm.state() === 'ALARM' && this.suppression.waitMs > 0) this.wait('WaitPeriod', this.suppression.waitMs);
    else this.settle();
  }

  /** The suppressor has changed its state. */
  suppressorChanged(): void {
    if (this.alarm.suppressorState() === 'ALARM') {
      this.cancelWait();
      this.by = 'Alarm';
    } else if (this.by === 'Alarm') {
      this.wait('ExtensionPeriod', this.suppression.extensionMs);
    }
  }

  /** Forgets what it waits for. */
  stop(): void {
    this.cancelWait();
  }

  private wait(by: SuppressedBy, ms: number): void {
    this.by = by;
    this.cancelWait = this.simulation.at(this.simulation.now + ms, () => {
      this.settle();
    });
  }

  private settle(): void {
    this.by = undefined;
    const state = this.alarm.state();
    if (state === this.actedOn) return;
    this.actedOn = state;
    this.alarm.takeActions();
  }
}
