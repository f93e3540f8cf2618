import * as v from 'valibot';
import type { Json, JsonObject } from '../data/json';
import { readTaskResource } from '../tasks/task-resource';
import { checkExpressions } from './check-expressions';
import { invalidDefinition, refusal } from './invalid-definition';
import { readAttempts } from './read-attempts';
import { readChoices } from './read-choices';
import { readDataFlow, readNext, readSource, requireOne } from './read-fields';
import { type QueryLanguage, STATE_FIELDS, STATE_TYPES, type StateFields, type StateType } from './state-fields';
import type { State, States } from './state-machine-definition';

export interface Reading {
  /** The machine's. */
  readonly language: QueryLanguage;
  /** The state, for messages. */
  readonly where: string;
  readNested(given: Json): States;
}

export function readState(name: string, given: JsonObject, reading: Reading): State {
  const { where } = reading;
  if (typeof given.Type !== 'string')
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: The field Type is missing', where);
  const type = STATE_TYPES.find((known) => known === given.Type);
  if (!type) {
    throw invalidDefinition(
      `SCHEMA_VALIDATION_FAILED: The field Type cannot be ${JSON.stringify(given.Type)}; expected ${STATE_TYPES.join(', ')}`,
      where,
    );
  }
  const language = languageOf(given, reading);
  const parsed = v.safeParse(STATE_FIELDS[type][language], given);
  if (!parsed.success) throw refusal(parsed.issues[0], where);
  checkExpressions(given, language, where);
  return readFields(type, name, language, parsed.output, reading);
}

/** A JSONata machine has no JSONPath states; a JSONPath machine may have JSONata ones. */
function languageOf(given: JsonObject, { language, where }: Reading): QueryLanguage {
  if (given.QueryLanguage === 'JSONPath' && language === 'JSONata') {
    throw invalidDefinition('A state cannot go back to JSONPath where the machine says JSONata', where);
  }
  return given.QueryLanguage === 'JSONata' ? 'JSONata' : language;
}

function readFields(
  type: StateType,
  name: string,
  language: QueryLanguage,
  fields: StateFields,
  reading: Reading,
): State {
  const { where } = reading;
  const common = { name, data: readDataFlow(language, fields) };
  const source = (field: 'TimeoutSeconds' | 'HeartbeatSeconds' | 'MaxConcurrency' | 'Error' | 'Cause') =>
    readSource(field, fields[field], fields[`${field}Path`], where);
  const optional = <K extends string, T>(key: K, value: T | undefined) =>
    (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
  switch (type) {
    case 'Task': {
      checkHeartbeat(fields, where);
      return {
        ...common,
        type,
        ...readNext(fields, where),
        ...readAttempts(fields, where),
        resource: readTaskResource(fields.Resource ?? '', where),
        ...optional('timeoutSeconds', source('TimeoutSeconds')),
        ...optional('heartbeatSeconds', source('HeartbeatSeconds')),
      };
    }
    case 'Parallel':
      return {
        ...common,
        type,
        ...readNext(fields, where),
        ...readAttempts(fields, where),
        branches: (fields.Branches ?? []).map((branch) => reading.readNested(branch)),
      };
    case 'Map':
      return {
        ...common,
        type,
        ...readNext(fields, where),
        ...readAttempts(fields, where),
        processor: reading.readNested(requireOne('ItemProcessor', [fields.ItemProcessor, fields.Iterator], where)),
        ...optional('items', readSource('Items', fields.Items, fields.ItemsPath, where)),
        ...optional('itemSelector', fields.ItemSelector),
        ...optional('maxConcurrency', source('MaxConcurrency')),
      };
    case 'Pass':
      return { ...common, type, ...readNext(fields, where), ...optional('result', fields.Result) };
    case 'Wait':
      return { ...common, type, ...readNext(fields, where), until: readWait(fields, where) };
    case 'Choice':
      return {
        ...common,
        type,
        choices: readChoices(fields, language, where),
        ...optional('otherwise', fields.Default),
      };
    case 'Succeed':
      return { ...common, type };
    case 'Fail':
      return { ...common, type, ...optional('error', source('Error')), ...optional('cause', source('Cause')) };
  }
}

function readWait(fields: StateFields, where: string) {
  const seconds = readSource('Seconds', fields.Seconds, fields.SecondsPath, where);
  const timestamp = readSource('Timestamp', fields.Timestamp, fields.TimestampPath, where);
  const source = requireOne('Seconds or Timestamp', [seconds, timestamp], where);
  return { kind: source === seconds ? ('seconds' as const) : ('timestamp' as const), source };
}

/** Amazon States Language, "Task State": the heartbeat interval must be smaller than the timeout. */
function checkHeartbeat({ HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout }: StateFields, where: string): void {
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
    throw invalidDefinition('HeartbeatSeconds must be smaller than TimeoutSeconds', where);
  }
}
