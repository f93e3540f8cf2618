import { basename, dirname, resolve } from 'node:path';
import { readDocument } from '../documents/read-document';
import {
  scenarioSchema,
  trafficRequestsSchema,
  UnknownName,
  type Command,
  type CommandExpectation,
  type RehearsalPlan,
  type RehearsalStep,
  type Scenario,
  type ScenarioExpectation,
} from '../rehearsal';
import { checkDeciders } from './check-deciders';
import { UsageError } from './usage-error';

export interface RehearseOptions {
  readonly scenario: string;
  readonly from?: string;
  readonly to?: string;
  readonly seed?: number;
}

/** A plan, and what the scenario expects of its steps by their names. */
export interface PlannedRehearsal {
  readonly plan: RehearsalPlan;
  readonly expectations: ReadonlyMap<string, ScenarioExpectation>;
  /** And of its commands. */
  readonly commandExpectations: ReadonlyMap<string, CommandExpectation>;
}

/**
 * Reads the scenario and what it names.
 *
 * @param commands that a step may run, by their words
 * @throws DocumentError, UsageError, UnknownName
 */
export function planRehearsal(options: RehearseOptions, commands: readonly string[]): PlannedRehearsal {
  const scenario = readDocument(options.scenario, scenarioSchema);
  const folder = dirname(options.scenario);
  const { traffic } = scenario;
  const { steps, expectations, commandExpectations } = scenario.steps
    ? stepsOf(scenario.steps, scenario.expect, commands, options)
    : fromTo(scenario.expect, options);
  checkDeciders(steps, expectations);
  return {
    plan: {
      seed: options.seed ?? scenario.seed,
      start: Date.parse(scenario.start),
      parameters: scenario.account.parameters,
      ...(scenario.stackParameters ? { stackParameters: scenario.stackParameters } : {}),
      requestsPerSecond: traffic?.requestsPerSecond ?? 0,
      ...(traffic?.requests === undefined
        ? {}
        : { requests: readDocument(resolve(folder, traffic.requests), trafficRequestsSchema) }),
      ...(traffic?.through === undefined ? {} : { through: traffic.through }),
      versions: scenario.versions,
      incidents: scenario.incidents,
      faults: scenario.faults,
      ...(scenario.functions ? { functions: scenario.functions } : {}),
      ...(scenario.assumptions ? { assumptions: scenario.assumptions } : {}),
      steps,
    },
    expectations,
    commandExpectations,
  };
}

function fromTo(expect: ScenarioExpectation | undefined, { from, to }: RehearseOptions) {
  if (to === undefined) {
    throw new UsageError(
      'Nothing to rehearse: give `--to DIR`, the assembly of the change (what `cdk synth` wrote), or `steps:` in the scenario.',
    );
  }
  const steps: RehearsalStep[] = [
    ...(from === undefined ? [] : [{ kind: 'deploy' as const, name: 'from', directory: resolve(from) }]),
    { kind: 'deploy', name: 'to', directory: resolve(to) },
  ];
  return {
    steps,
    expectations: new Map(expect ? [['to', expect]] : []),
    commandExpectations: new Map<string, CommandExpectation>(),
  };
}

function stepsOf(
  given: NonNullable<Scenario['steps']>,
  expect: ScenarioExpectation | undefined,
  commands: readonly string[],
  { scenario, from, to }: RehearseOptions,
) {
  const folder = dirname(scenario);
  if (expect) {
    throw new UsageError(
      `${scenario} has \`steps:\`, and \`expect:\` beside them: say of each step what is expected of it.`,
    );
  }
  if (from !== undefined || to !== undefined) {
    throw new UsageError(`${scenario} has \`steps:\`, which say what to deploy: leave out \`--from\` and \`--to\`.`);
  }
  const expectations = new Map<string, ScenarioExpectation>();
  const commandExpectations = new Map<string, CommandExpectation>();
  const names = new Set<string>();
  const steps = given.map((step): RehearsalStep => {
    if ('wait' in step) return { kind: 'wait', ms: step.wait };
    const name = step.name ?? ('run' in step ? [step.run, ...step.args].join(' ') : basename(step.deploy));
    if (names.has(name)) {
      throw new UsageError(`${scenario}: two steps are called \`${name}\`: give them a \`name:\` each.`);
    }
    names.add(name);
    if ('run' in step) {
      if (!commands.includes(step.run)) throw new UnknownName(`run of ${name}`, 'a command', step.run, commands);
      if (step.expect) commandExpectations.set(name, step.expect);
      return { kind: 'run', name, command: ownCommand([...step.run.split(' '), ...step.args], folder) };
    }
    if (step.expect) expectations.set(name, step.expect);
    return {
      kind: 'deploy',
      name,
      directory: resolve(folder, step.deploy),
      ...(step.versions ? { versions: step.versions } : {}),
      ...(step.faults ? { faults: step.faults } : {}),
      ...(step.functions ? { functions: step.functions } : {}),
      ...(step.stackParameters ? { stackParameters: step.stackParameters } : {}),
    };
  });
  return { steps, expectations, commandExpectations };
}

/** This same program, with other arguments. */
function ownCommand(args: readonly string[], folder: string): Command {
  return { file: process.execPath, args: [process.argv[1] ?? '', ...args], directory: resolve(folder) };
}
