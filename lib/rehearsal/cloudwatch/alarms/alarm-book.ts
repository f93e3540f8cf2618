import { NotEmulated } from '../../kernel/not-emulated';
import { type Place } from '../../kernel/place';
import { validationError } from '../validation-error';
import { type Alarm, type AlarmRecord, type AlarmStateChange } from './alarm';
import { AlarmHistory } from './alarm-history';
import { type AlarmState } from './evaluate-alarm';
import { INITIAL_REASON } from './state-reason';

/** Which alarms an alarm depends on, by name. */
export interface Dependencies {
  readonly children: readonly string[];
  readonly suppressor: string | undefined;
}

export type NewAlarm = Pick<AlarmRecord, 'actions' | 'configuration' | 'trigger' | 'act'> &
  Pick<Alarm, 'kind' | 'name' | 'description'>;

/** All alarms of the account by name, metric and composite ones, and the one place where their states change. */
export class AlarmBook {
  readonly history = new AlarmHistory();
  private readonly byName = new Map<string, AlarmRecord>();
  private readonly dependencies = new Map<string, Dependencies>();
  private readonly listeners: ((change: AlarmStateChange) => void)[] = [];
  private readonly followers: ((change: AlarmStateChange) => void)[] = [];

  constructor(
    private readonly place: Place,
    private readonly now: () => number,
  ) {}

  /** Every alarm there is, by name. */
  get all(): readonly AlarmRecord[] {
    return [...this.byName.values()].sort((a, b) => (a.current.name < b.current.name ? -1 : 1));
  }

  get(name: string): AlarmRecord | undefined {
    return this.byName.get(name);
  }

  /** The name of the alarm that a name or an ARN means. */
  nameOf(nameOrArn: string): string {
    const prefix = this.place.arn('cloudwatch', 'alarm:');
    return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  }

  dependenciesOf(name: string): Dependencies | undefined {
    return this.dependencies.get(name);
  }

  /** Calls the listener at every change of state, in the virtual moment it happens. */
  onStateChange(listener: (change: AlarmStateChange) => void): void {
    this.listeners.push(listener);
  }

  /** Calls the follower once everybody has heard of a change and its actions are taken. */
  afterStateChange(follower: (change: AlarmStateChange) => void): void {
    this.followers.push(follower);
  }

  add({ kind, name, description, ...rest }: NewAlarm, dependencies?: Dependencies): AlarmRecord {
    const now = this.now();
    const record: AlarmRecord = {
      ...rest,
      current: {
        kind,
        name,
        arn: this.place.arn('cloudwatch', `alarm:${name}`),
        state: 'INSUFFICIENT_DATA',
        reason: INITIAL_REASON,
        since: now,
        description,
      },
      reasonData: undefined,
      updatedAt: now,
      configuredAt: now,
    };
    this.byName.set(name, record);
    if (dependencies) this.dependencies.set(name, dependencies);
    return record;
  }

  /** Changes an alarm's configuration. Its state stays as it is. */
  update({ kind, name, description, ...rest }: NewAlarm, dependencies?: Dependencies): AlarmRecord {
    const record = this.byName.get(name);
    if (record?.current.kind !== kind) throw new Error(`There is no ${kind} alarm "${name}" to update.`);
    Object.assign(record, rest);
    record.current = { ...record.current, description };
    record.configuredAt = this.now();
    if (dependencies) this.dependencies.set(name, dependencies);
    return record;
  }

  /** Removes an alarm, unless a composite alarm depends on it. */
  remove(name: string, where: string): void {
    for (const [parent, { children, suppressor }] of this.dependencies) {
      if (parent === name) continue;
      if (children.includes(name)) {
        throw validationError(`Cannot delete ${name} as there are composite alarm(s) depending on it.`);
      }
      if (suppressor === name) {
        throw new NotEmulated(`Deleting the alarm ${name} that suppresses the actions of ${parent}`, where);
      }
    }
    this.byName.delete(name);
    this.dependencies.delete(name);
  }

  /** Takes an alarm into a state. Only where that is another one than before is anybody told. */
  setState(name: string, state: AlarmState, reason: string, reasonData?: string): void {
    const record = this.byName.get(name);
    if (!record) return;
    const previous = record.current;
    const at = this.now();
    record.reasonData = reasonData;
    record.updatedAt = at;
    if (previous.state === state) {
      record.current = { ...previous, reason };
      return;
    }
    record.current = { ...previous, state, reason, since: at };
    const change = { alarm: name, from: previous.state, to: state, at, reason };
    this.history.add(change, previous);
    for (const listener of this.listeners) listener(change);
    record.act(record, change, previous);
    for (const follower of this.followers) follower(change);
  }
}
