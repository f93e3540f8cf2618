import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { type ApiSetting } from './api-setting';
import { parseInput, stateValue } from './parse-input';
import type { OperationCall } from '../../kernel/service-api';

const schema = v.strictObject({
  AlarmName: v.string(),
  StateValue: stateValue,
  StateReason: v.pipe(v.string(), v.maxLength(1023)),
  StateReasonData: v.optional(v.pipe(v.string(), v.maxLength(4000))),
});

/**
 * `SetAlarmState`. A metric alarm goes back to its own state by itself, a composite alarm when one of its children
 * changes.
 */
export function setAlarmState({ alarms, book }: ApiSetting, input: unknown, place: OperationCall): object {
  const { AlarmName, StateValue, StateReason, StateReasonData } = parseInput(schema, input, place);
  const before = book.get(AlarmName)?.current.state;
  if (before === undefined) throw new ApiError('ResourceNotFound', `Alarm ${AlarmName} does not exist`, 404);
  book.setState(AlarmName, StateValue, StateReason, StateReasonData);
  alarms.wasSet(AlarmName, before);
  return {};
}
