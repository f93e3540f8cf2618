/** The states of an alarm (Amazon CloudWatch User Guide, "Metric alarm states"). */
export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type AlarmStateValue = (typeof ALARM_STATES)[number];

/** A change of an alarm's state. */
export interface AlarmChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: AlarmStateValue;
  readonly to: AlarmStateValue;
}

/** What became of an alarm since a moment. */
export interface AlarmStory {
  /** Its state by now; left out where there is no such alarm any more. */
  readonly state?: AlarmStateValue | undefined;
  /** The changes since then, oldest first. */
  readonly changes: readonly AlarmChange[];
}

/** By what words alarms were made red. */
export interface AlarmReasons {
  /** Of an alarm since a moment, in milliseconds since the epoch: the newest first. */
  redBecause(alarmName: string, since: number): Promise<readonly string[]>;
}

/** What came of asking: the story, or why there is none. */
export type AlarmRead = AlarmStory | { readonly refused: string };

/** The state that an alarm was in when its story begins; undefined where nobody knows. */
export function stateAtStart({ changes: [first], state }: AlarmStory): AlarmStateValue | undefined {
  return first?.from ?? state;
}
