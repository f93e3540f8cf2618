import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Mode } from '../../domain/gate/gate-settings';
import type { GreenAlarms } from './green-alarms';
import type { ReleaseAlarmProps } from './release-alarm-props';

/** An alarm of a release. */
export interface ReleaseAlarm {
  /** What it is called in the release: of ours, what it watches. */
  readonly place: string;
  readonly alarm: cloudwatch.IAlarm;
  readonly mode: Mode;
  /** Whether it is the squad's. */
  readonly isOwn: boolean;
}

/** Whether the alarms on green count that every release has. */
export interface GreenAlarmModes {
  readonly 'error-rate': Mode;
  readonly latency: Mode;
}

/** Whether alarms count. */
export interface AlarmModes extends GreenAlarmModes {
  /** What those of the squad are, whatever they say; missing where each says it itself. */
  readonly own?: Mode | undefined;
}

/** All alarms of a release: those on green, and those that its squad has already, of which more may come until synth. */
export class ReleaseAlarms {
  private readonly ofSquad: ReleaseAlarm[] = [];

  constructor(
    private readonly green: GreenAlarms,
    private readonly modes: AlarmModes,
  ) {}

  add(alarm: cloudwatch.IAlarm, { name, mode = 'enforce' }: ReleaseAlarmProps = {}): ReleaseAlarm {
    const added = { place: name ?? placeOf(alarm), alarm, mode: this.modes.own ?? mode, isOwn: true };
    this.ofSquad.push(added);
    return added;
  }

  get own(): readonly ReleaseAlarm[] {
    return this.ofSquad;
  }

  get all(): readonly ReleaseAlarm[] {
    const green = Object.entries(this.green.byPlace).map(([place, alarm]) => ({
      ...{ place, alarm, isOwn: false },
      // The watch makes its alarm red for gates that count.
      mode: place === 'error-rate' || place === 'latency' ? this.modes[place] : ('enforce' as const),
    }));
    return [...green, ...this.ofSquad];
  }

  /** Those that CodeDeploy watches. */
  get enforced(): readonly ReleaseAlarm[] {
    return this.all.filter(({ mode }) => mode !== 'shadow');
  }

  get shadows(): readonly ReleaseAlarm[] {
    return this.all.filter(({ mode }) => mode === 'shadow');
  }
}

/** An alarm's construct id in words, and its parent's where the id says only that it is an alarm. */
function placeOf({ node }: cloudwatch.IAlarm): string {
  const { id, scope } = node;
  return wordsOf(id) || wordsOf(scope?.node.id ?? '') || 'own';
}

function wordsOf(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .replace(/(^|-)alarm$/, '');
}
