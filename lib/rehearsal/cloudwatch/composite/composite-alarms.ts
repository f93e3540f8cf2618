import { type Place } from '../../kernel/place';
import { type Simulation } from '../../kernel/simulation';
import { type Alarm, type AlarmStateChange } from '../alarms/alarm';
import { type AlarmBook, type NewAlarm } from '../alarms/alarm-book';
import { type Act, takeActions } from '../alarms/take-actions';
import { ActionsSuppression, type SuppressedBy } from './actions-suppression';
import { type CompositeDefinition } from './composite-definition';
import { evaluateRule } from './evaluate-rule';
import { compositeReason } from './composite-reason';

export interface CompositeSetting {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly book: AlarmBook;
  readonly act: Act | undefined;
}

interface Composite {
  definition: CompositeDefinition;
  suppression: ActionsSuppression | undefined;
  /** The change of state whose actions are to be taken, or were. */
  latest: { readonly change: AlarmStateChange; readonly previous: Alarm } | undefined;
}

/** The composite alarms of the account. Each is evaluated once it is made or changed, and whenever a child changes. */
export class CompositeAlarms {
  private readonly byName = new Map<string, Composite>();
  private readonly everAccepted: CompositeDefinition[] = [];

  constructor(private readonly setting: CompositeSetting) {
    setting.book.afterStateChange((change) => {
      this.follow(change);
    });
  }

  /** Every definition accepted so far, whether its alarm still exists or not. */
  get definitions(): readonly CompositeDefinition[] {
    return this.everAccepted;
  }

  create(name: string, definition: CompositeDefinition): Alarm {
    const composite: Composite = { definition, suppression: undefined, latest: undefined };
    const record = this.setting.book.add(this.newAlarm(name, composite), dependencies(definition));
    this.byName.set(name, composite);
    this.accept(name, composite);
    return record.current;
  }

  /** Changes the rule. The state stays as it is until the evaluation that follows at once. */
  update(name: string, definition: CompositeDefinition): Alarm {
    const composite = this.byName.get(name);
    if (!composite) throw new Error(`There is no composite alarm "${name}" to update.`);
    composite.definition = definition;
    const record = this.setting.book.update(this.newAlarm(name, composite), dependencies(definition));
    this.accept(name, composite);
    return record.current;
  }

  remove(name: string, where: string): void {
    this.setting.book.remove(name, where);
    this.byName.get(name)?.suppression?.stop();
    this.byName.delete(name);
  }

  /** What holds the actions of an alarm back at the moment, if anything does. */
  suppressedBy(name: string): SuppressedBy | undefined {
    return this.byName.get(name)?.suppression?.suppressedBy;
  }

  private newAlarm(name: string, composite: Composite): NewAlarm {
    const { properties, actions } = composite.definition;
    const { AlarmRule, ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } = properties;
    return {
      kind: 'composite',
      name,
      description: properties.AlarmDescription,
      actions,
      configuration: { AlarmRule, ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod },
      trigger: {
        message: { AlarmRule },
        event: {
          alarmRule: AlarmRule,
          ...(ActionsSuppressor === undefined
            ? {}
            : {
                actionsSuppressor: ActionsSuppressor,
                actionsSuppressorWaitPeriod: ActionsSuppressorWaitPeriod,
                actionsSuppressorExtensionPeriod: ActionsSuppressorExtensionPeriod,
              }),
        },
      },
      act: (_, change, previous) => {
        composite.latest = { change, previous };
        if (composite.suppression) composite.suppression.stateChanged();
        else this.takeActions(name, composite);
      },
    };
  }

  private accept(name: string, composite: Composite): void {
    const { book, simulation } = this.setting;
    this.everAccepted.push(composite.definition);
    composite.suppression?.stop();
    const { suppression } = composite.definition;
    composite.suppression =
      suppression &&
      new ActionsSuppression(simulation, suppression, {
        state: () => book.get(name)?.current.state ?? 'INSUFFICIENT_DATA',
        suppressorState: () => book.get(suppression.suppressor)?.current.state,
        takeActions: () => {
          this.takeActions(name, composite);
        },
      });
    // Whoever creates it sees it in its first state still.
    simulation.at(simulation.now, () => {
      if (this.byName.get(name) === composite) this.evaluate(name, composite, undefined);
    });
  }

  private follow(change: AlarmStateChange): void {
    for (const [name, composite] of this.byName) {
      if (composite.definition.suppression?.suppressor === change.alarm) composite.suppression?.suppressorChanged();
      if (composite.definition.children.includes(change.alarm)) this.evaluate(name, composite, change);
    }
  }

  private evaluate(name: string, { definition }: Composite, because: AlarmStateChange | undefined): void {
    const { book } = this.setting;
    const met = evaluateRule(definition.rule, (alarm) => book.get(book.nameOf(alarm))?.current.state);
    const state = met ? 'ALARM' : 'OK';
    if (book.get(name)?.current.state === state) return;
    const child = because && book.get(because.alarm)?.current.arn;
    book.setState(name, state, compositeReason(met, child, because));
  }

  private takeActions(name: string, { latest }: Composite): void {
    const record = this.setting.book.get(name);
    if (record && latest) takeActions(record, latest.change, latest.previous, this.setting);
  }
}

function dependencies({ children, suppression }: CompositeDefinition) {
  return { children, suppressor: suppression?.suppressor };
}
