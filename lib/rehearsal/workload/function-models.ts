import type { Draw, Randomness } from '../kernel/randomness';
import { latencyAt, type Latency } from './latency';
import type { FunctionModel, ModelledFunctions } from './modelled-functions';

export interface FunctionModelsPorts {
  readonly randomness: Randomness;
  /** Whether a version is the one that the function's latest deployment brings. */
  isGreen(functionName: string, version: string): boolean;
}

const DEFAULT_LATENCY: Latency = { p50: 120, p90: 260, p99: 480 };

/** Stands in for the functions that cannot be run: each answers as the scenario's model of it says. */
export class FunctionModels {
  /** The scenario's names of the functions that have a model, by the functions' own. */
  private readonly assigned = new Map<string, string>();
  private readonly draws = new Map<string, { readonly latency: Draw; readonly failure: Draw }>();

  constructor(
    private readonly ports: FunctionModelsPorts,
    private models: ModelledFunctions,
  ) {}

  /** Holds from now on, until it is called again. */
  use(models: ModelledFunctions): void {
    this.models = models;
  }

  /**
   * Whether there is a model of a function that is being made.
   *
   * @param names its name and its logical id
   */
  assign(functionName: string, names: readonly string[]): boolean {
    const name = names.find((one) => Object.hasOwn(this.models, one));
    if (name !== undefined) this.assigned.set(functionName, name);
    return name !== undefined;
  }

  /** How the next call of a version goes; undefined where its function has no model. */
  call(
    functionName: string,
    version: string,
  ): { readonly latencyMs: number; readonly fails: boolean; readonly payload: string } | undefined {
    const modelled = this.models[this.assigned.get(functionName) ?? ''];
    if (!modelled) return undefined;
    const green = this.ports.isGreen(functionName, version) ? modelled.green : undefined;
    const { latencyMs = DEFAULT_LATENCY, errorRate = 0, answer = null } = merged(modelled.model, green);
    const { latency, failure } = this.drawsOf(functionName);
    return {
      latencyMs: Math.round(latencyAt(latency(), latencyMs)),
      fails: failure() < errorRate,
      payload: JSON.stringify(answer),
    };
  }

  /** The functions that were modelled, and not run, by their names. */
  modelled(): readonly string[] {
    return [...this.assigned.keys()];
  }

  /** One sentence for each function that was modelled, and for each model that no function took. */
  assumptions(): readonly string[] {
    const taken = new Set(this.assigned.values());
    const idle = Object.keys(this.models).filter((name) => !taken.has(name));
    return [
      ...this.modelled().map(modelledNote),
      ...idle.map(
        (name) => `The model \`functions.${name}\` stood in for nothing: no function that needs one has that name.`,
      ),
    ];
  }

  private drawsOf(functionName: string) {
    let draws = this.draws.get(functionName);
    if (!draws) {
      const stream = (of: string) => this.ports.randomness.stream(`model ${functionName} ${of}`);
      draws = { latency: stream('latency'), failure: stream('failure') };
      this.draws.set(functionName, draws);
    }
    return draws;
  }
}

/** Says of a function that its code was not run. */
export function modelledNote(functionName: string): string {
  return `${functionName} was modelled, not run: what it answers, how long it takes and how often it fails is the scenario’s word.`;
}

function merged(model: FunctionModel, green: FunctionModel | undefined): FunctionModel {
  const said = Object.entries(green ?? {}).filter(([, value]) => value !== undefined);
  return { ...model, ...Object.fromEntries(said) };
}
