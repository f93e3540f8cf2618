import type { Mode } from '../gate/gate-settings';

export interface ErrorAlarm {
  readonly errorAlarm: Mode;
  /** Whether a gate that counts watches errors. */
  readonly watchesErrors: boolean;
}

/** What is to be said of it, by a stable code. */
export interface CautionOfErrorAlarm {
  readonly code: string;
  readonly message: string;
}

/** What is known at synth of the alarm on green's errors where nothing else looks at errors. */
export function cautionOfErrorAlarm({ errorAlarm, watchesErrors }: ErrorAlarm): CautionOfErrorAlarm | undefined {
  if (errorAlarm === 'enforce' || watchesErrors) return undefined;
  const message =
    'The error-rate alarm is a shadow, and no gate that counts watches errors: nothing stops a version that fails while traffic moves. Ask `Gate.errorRate`, or let the alarm count.';
  return { code: 'nothingStopsErrors', message };
}
