import type { Draw } from '../kernel/randomness';
import type { Schedule } from './schedule';
import { ScheduleDelivery } from './schedule-delivery';
import type { SchedulerPorts } from './scheduler-ports';

const MINUTE_MS = 60_000;

/** A schedule that is going: plans each time it comes round on the virtual clock, without keeping a run from ending. */
export class ScheduleRun {
  private cancel: (() => void) | undefined;
  private readonly draw: Draw;
  private readonly begin: number;
  private occurrences = 0;
  private open = 0;
  private planned = true;

  /** @param completed called when the schedule has come round for the last time and that delivery is over */
  constructor(
    private readonly schedule: Schedule,
    private readonly ports: SchedulerPorts,
    private readonly completed: () => void,
  ) {
    const { definition, changedAt, expression } = schedule;
    this.draw = ports.randomness.stream(`flexible time window ${schedule.arn}`);
    this.begin = (expression.kind === 'at' ? undefined : definition.StartDate) ?? changedAt;
  }

  start(): void {
    const { definition, changedAt, expression } = this.schedule;
    // A rate begins at once, and a schedule that begins later may come round at that very time.
    const before = expression.kind === 'rate' ? changedAt - 1 : changedAt;
    this.plan(Math.max(before, definition.StartDate === undefined ? before : this.begin - 1));
  }

  /** Comes round no more. A delivery that has begun goes on. */
  stop(): void {
    this.cancel?.();
    this.planned = true;
  }

  private plan(after: number): void {
    const { definition, expression } = this.schedule;
    const time = expression.next(after, this.begin);
    const end = expression.kind === 'at' ? undefined : definition.EndDate;
    if (time === undefined || (end !== undefined && time > end)) {
      this.planned = false;
      this.completeIfOver();
      return;
    }
    this.cancel = this.ports.simulation.at(time, () => {
      this.comeRound(time);
      this.plan(time);
    });
  }

  private comeRound(scheduledAt: number): void {
    const { simulation, randomness } = this.ports;
    const { FlexibleTimeWindow: window } = this.schedule.definition;
    const windowMs = window.Mode === 'OFF' ? 0 : window.MaximumWindowInMinutes * MINUTE_MS;
    this.occurrences += 1;
    this.open += 1;
    const name = `execution ${this.occurrences} of ${this.schedule.arn} since ${this.schedule.changedAt}`;
    const executionId = randomness.identifier(name, 32, '0123456789abcdef');
    simulation.at(scheduledAt + Math.floor(this.draw() * windowMs), () => {
      new ScheduleDelivery(this.schedule, { scheduledAt, executionId }, this.ports, () => {
        this.open -= 1;
        this.completeIfOver();
      }).start();
    });
  }

  private completeIfOver(): void {
    if (!this.planned && this.open === 0) this.completed();
  }
}
