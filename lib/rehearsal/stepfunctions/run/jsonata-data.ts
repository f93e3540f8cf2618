import type { Json, JsonObject } from '../data/json';
import { isJsonObject } from '../data/json';
import type { Bindings } from '../data/jsonata/expression';
import { stepFunctionsFunctions } from '../data/jsonata/functions';
import { evaluateTemplate } from '../data/jsonata/template';
import type { Catcher, JsonataFlow, Source } from '../definition/state-machine-definition';
import type { AssignSubject, DataSurroundings, StateData } from './state-data';
import { evaluationError, type StatesError } from './states-error';

/** Data in a state that speaks JSONata (Step Functions Developer Guide, "Transforming data with JSONata"). */
export class JsonataData implements StateData {
  readonly input: Json;

  constructor(
    private readonly flow: JsonataFlow,
    private readonly run: DataSurroundings,
  ) {
    this.input = run.raw;
  }

  async payload(): Promise<Json> {
    return this.flow.arguments === undefined ? this.input : this.evaluate(this.flow.arguments, 'Arguments');
  }

  async value(source: Source): Promise<Json> {
    return source.kind === 'value' ? this.evaluate(source.value, source.field) : source.path;
  }

  itemInput(selector: Json, context: JsonObject): Promise<Json> {
    return this.evaluate(selector, 'ItemSelector', {}, context);
  }

  async output(result: Json): Promise<Json> {
    return this.flow.output === undefined ? result : this.evaluate(this.flow.output, 'Output', { result });
  }

  async passOn(output = this.flow.output): Promise<Json> {
    return output === undefined ? this.input : this.evaluate(output, 'Output');
  }

  async caught({ output }: Catcher, error: StatesError): Promise<Json> {
    return output === undefined ? error.output : this.evaluate(output, 'Catch/Output', { errorOutput: error.output });
  }

  async assign(values: JsonObject, subject: AssignSubject): Promise<JsonObject> {
    const assigned = await this.evaluate(values, 'Assign', statesOf(subject));
    return isJsonObject(assigned) ? assigned : {};
  }

  async condition(expression: string | boolean): Promise<boolean> {
    const value = await this.evaluate(expression, 'Condition');
    if (typeof value === 'boolean') return value;
    throw evaluationError(
      'States.QueryEvaluationError',
      `The JSONata expression '${expression}' specified for the field 'Condition' returned an unexpected result type. Expected 'boolean', but was: ${JSON.stringify(value)}`,
    );
  }

  find(path: string): never {
    throw new Error(`A JSONata state has no path ${path}: the definition was not checked.`);
  }

  private evaluate(value: Json, field: string, states: JsonObject = {}, context?: JsonObject): Promise<Json> {
    return evaluateTemplate(value, this.bindings(states, context ?? this.run.context()), field);
  }

  private bindings(states: JsonObject, context: JsonObject): Bindings {
    const { variables, chance, now } = this.run;
    return {
      ...stepFunctionsFunctions(chance, now()),
      ...variables(),
      states: { input: this.input, context, ...states },
    };
  }
}

function statesOf(subject: AssignSubject): JsonObject {
  switch (subject.kind) {
    case 'result':
      return { result: subject.value };
    case 'error':
      return { errorOutput: subject.value };
    case 'input':
      return {};
  }
}
