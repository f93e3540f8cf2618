import { isJsonObject, type Json, type JsonObject } from '../data/json';
import { compilePath } from '../data/jsonpath/path';
import { evaluatePathOrIntrinsic, notFound, type PathScope } from '../data/jsonpath/path-or-intrinsic';
import { fillPayloadTemplate } from '../data/jsonpath/payload-template';
import { placeResult } from '../data/jsonpath/place-result';
import type { Catcher, PathFlow, Source } from '../definition/state-machine-definition';
import type { AssignSubject, DataSurroundings, StateData } from './state-data';
import type { StatesError } from './states-error';

/** Data in a state that speaks JSONPath (Amazon States Language, "Input and Output Processing"). */
export class PathData implements StateData {
  private effective: Json | undefined;

  constructor(
    private readonly flow: PathFlow,
    private readonly run: DataSurroundings,
  ) {}

  /** Filtered when it is first asked for, so that a path which finds nothing is an error of the state. */
  get input(): Json {
    this.effective ??= this.filter(this.flow.inputPath, this.run.raw, 'InputPath');
    return this.effective;
  }

  payload(): Promise<Json> {
    return this.evaluate(() => {
      const { parameters } = this.flow;
      return parameters === undefined ? this.input : fillPayloadTemplate(parameters, this.scope(this.input));
    });
  }

  value(source: Source): Promise<Json> {
    return this.evaluate(() =>
      source.kind === 'value'
        ? source.value
        : evaluatePathOrIntrinsic(source.path, this.scope(this.input), source.field, 'States.Runtime'),
    );
  }

  itemInput(selector: Json, context: JsonObject): Promise<Json> {
    return this.evaluate(() => fillPayloadTemplate(selector, this.scope(this.input, context)));
  }

  output(result: Json): Promise<Json> {
    return this.evaluate(() => {
      const { resultSelector, resultPath, outputPath } = this.flow;
      const selected = resultSelector === undefined ? result : fillPayloadTemplate(resultSelector, this.scope(result));
      return this.filter(outputPath, placeResult(this.run.raw, resultPath, selected), 'OutputPath');
    });
  }

  passOn(): Promise<Json> {
    return this.evaluate(() => this.filter(this.flow.outputPath, this.input, 'OutputPath'));
  }

  caught({ resultPath }: Catcher, error: StatesError): Promise<Json> {
    return this.evaluate(() => placeResult(this.run.raw, resultPath, error.output));
  }

  assign(values: JsonObject, subject: AssignSubject): Promise<JsonObject> {
    return this.evaluate(() => {
      const root = subject.kind === 'input' ? this.input : subject.value;
      const assigned = fillPayloadTemplate(values, this.scope(root));
      return isJsonObject(assigned) ? assigned : {};
    });
  }

  condition(): Promise<boolean> {
    return Promise.reject(new Error('A JSONPath state has no conditions in JSONata: the definition was not checked.'));
  }

  find(path: string): Json | undefined {
    return compilePath(path).find(this.scope(this.input).roots);
  }

  private filter(path: string | null, from: Json, field: string): Json {
    if (path === null) return {};
    const { roots } = this.scope(from);
    const found = compilePath(path).find(roots);
    if (found === undefined) throw notFound(path, roots, field);
    return found;
  }

  private scope(input: Json, context = this.run.context()): PathScope {
    const { variables, chance, missingPathError } = this.run;
    return { roots: { input, context, variables: variables() }, chance, missingPathError };
  }

  /** Synchronous work as a promise, so that both query languages are waited for alike. */
  private evaluate<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      resolve(work());
    });
  }
}
