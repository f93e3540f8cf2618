import { type AlarmState } from '../alarms/evaluate-alarm';

/** A parsed rule of a composite alarm. Alarms are named as the rule names them, by name or ARN. */
export type AlarmRule =
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly rule: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly left: AlarmRule; readonly right: AlarmRule }
  | AtLeast;

/** So many alarms, or such a share of them, are in a state, or are not in it. */
export interface AtLeast {
  readonly kind: 'atLeast';
  readonly threshold: { readonly unit: 'count' | 'percent'; readonly value: number };
  readonly state: AlarmState;
  readonly negated: boolean;
  readonly alarms: readonly string[];
}
