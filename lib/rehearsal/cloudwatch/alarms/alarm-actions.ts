import { NotEmulated } from '../../kernel/not-emulated';
import { type Place } from '../../kernel/place';
import { validationError } from '../validation-error';
import { type AlarmState } from './evaluate-alarm';

/** What an alarm does when it comes into a state. */
export interface AlarmActions {
  readonly enabled: boolean;
  /** ARNs of topics and functions. */
  readonly byState: Readonly<Record<AlarmState, readonly string[]>>;
}

/** The properties that metric and composite alarms have in common here. */
export interface ActionProperties {
  readonly ActionsEnabled?: boolean | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
}

const MOST_ACTIONS = 5;
const EMULATED = /^arn:aws:(sns:[^:]*:[^:]*:[^:]+|lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?)$/;

/** Reads an alarm's actions. Those that are neither a topic nor a function of this account and region stop by name. */
export function alarmActions(
  properties: ActionProperties,
  { place, takesActions, type }: { readonly place: Place; readonly takesActions: boolean; readonly type: string },
  where: string,
): AlarmActions {
  const read = (name: 'AlarmActions' | 'OKActions' | 'InsufficientDataActions') => {
    const actions = properties[name] ?? [];
    if (actions.length > 0 && !takesActions) throw new NotEmulated(`A non-empty ${name} of ${type}`, where);
    if (actions.length > MOST_ACTIONS) {
      throw validationError(`${name} has at most ${MOST_ACTIONS} actions, got: ${actions.length}`);
    }
    for (const action of actions) checkAction(action, place, where);
    return actions;
  };
  return {
    enabled: properties.ActionsEnabled ?? true,
    byState: { ALARM: read('AlarmActions'), OK: read('OKActions'), INSUFFICIENT_DATA: read('InsufficientDataActions') },
  };
}

export function isFunction(actionArn: string): boolean {
  return actionArn.startsWith('arn:aws:lambda:');
}

function checkAction(action: string, { accountId, region }: Place, where: string): void {
  if (!EMULATED.test(action)) {
    const fix = 'Use the ARN of an SNS topic or a Lambda function, or leave the action out of the rehearsed assembly.';
    throw new NotEmulated(`The alarm action ${action}`, where, fix);
  }
  const [, , , itsRegion, itsAccount] = action.split(':');
  if (itsRegion !== region || itsAccount !== accountId) {
    throw new NotEmulated(`The alarm action ${action} in another account or region`, where);
  }
}
