import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { isJsonObject, type Json, parseJson } from '../data/json';
import { checkNames } from './check-names';
import { checkTransitions } from './check-transitions';
import { invalidDefinition, refusal } from './invalid-definition';
import { readState } from './read-state';
import type { QueryLanguage } from './state-fields';
import type { State, StateMachineDefinition, States } from './state-machine-definition';

const states = {
  StartAt: v.string(),
  States: v.record(
    v.string(),
    v.custom<Json>(() => true),
  ),
  Comment: v.optional(v.string()),
};

const machineSchema = v.strictObject({
  ...states,
  Version: v.optional(v.literal('1.0')),
  TimeoutSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99_999_999))),
  QueryLanguage: v.optional(v.picklist(['JSONPath', 'JSONata'])),
});

const nestedSchema = v.strictObject({
  ...states,
  ProcessorConfig: v.optional(v.looseObject({ Mode: v.optional(v.picklist(['INLINE', 'DISTRIBUTED'])) })),
});

/**
 * Reads a definition once, so that running it meets no surprises. What AWS would refuse is an `InvalidDefinition`;
 * what is not emulated stops by name.
 *
 * @param where the machine, for messages
 */
export function readDefinition(text: string, where: string): StateMachineDefinition {
  const given = parse(machineSchema, readText(text, where), where);
  const language = given.QueryLanguage ?? 'JSONPath';
  const definition = {
    ...readStates(given.StartAt, given.States, language, where),
    ...(given.TimeoutSeconds === undefined ? {} : { timeoutSeconds: given.TimeoutSeconds }),
  };
  checkNames(definition, where);
  return definition;
}

function readText(text: string, where: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw invalidDefinition('The definition is not JSON', where);
  }
}

function readStates(
  startAt: string,
  given: Readonly<Record<string, Json>>,
  language: QueryLanguage,
  where: string,
): States {
  const read = new Map<string, State>();
  for (const [name, state] of Object.entries(given)) {
    const place = `state ${name} of ${where}`;
    if (!isJsonObject(state)) throw invalidDefinition('A state must be an object', place);
    read.set(
      name,
      readState(name, state, { language, where: place, readNested: (inner) => readNested(inner, language, place) }),
    );
  }
  const machine: States = { startAt, states: read };
  checkTransitions(machine, where);
  return machine;
}

/** A branch or an item's processor. States in it take the machine's query language, not their parent's. */
function readNested(given: Json, language: QueryLanguage, where: string): States {
  const nested = parse(nestedSchema, given, where);
  if (nested.ProcessorConfig?.Mode === 'DISTRIBUTED')
    throw new NotEmulated('ItemProcessor.ProcessorConfig.Mode DISTRIBUTED', where);
  return readStates(nested.StartAt, nested.States, language, where);
}

function parse<S extends v.GenericSchema>(schema: S, given: Json, where: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;
  throw refusal(parsed.issues[0], where);
}
