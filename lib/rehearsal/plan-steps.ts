import { basename, resolve } from 'node:path';
import type { PlannedCommand, RehearsalStep } from './rehearsal-plan';
import type { Command } from './run-command';
import type { CommandExpectation, RunStep, Scenario, ScenarioExpectation, Step } from './scenario/scenario';
import { ScenarioError } from './scenario/scenario-error';
import { UnknownName } from './unknown-name';

/** What the steps of a plan are made of. */
export interface StepSource {
  /** As `parseScenario` reads it. */
  readonly scenario: Scenario;
  /**
   * The folder of the assembly that runs now; it is deployed first.
   *
   * @default - there is nothing before `to`, or the scenario has steps
   */
  readonly from?: string;
  /**
   * The folder of the assembly of the change.
   *
   * @default - the scenario has steps
   */
  readonly to?: string;
  /**
   * The folder from which the scenario names others, as in `deploy`.
   *
   * @default - the folder of the process
   */
  readonly folder?: string;
  /**
   * What errors call the scenario, such as its file.
   *
   * @default 'the scenario'
   */
  readonly called?: string;
  /**
   * The program whose commands a step may `run`, and their words, such as `gates report`.
   *
   * @default - no step may run a command
   */
  readonly program?: Pick<Command, 'file' | 'args'> & { readonly commands: readonly string[] };
}

/** What is done, and what is expected of it. */
export interface PlannedSteps {
  readonly steps: readonly RehearsalStep[];
  /** Of the releases, by their step's name. */
  readonly expectations: ReadonlyMap<string, ScenarioExpectation>;
  /** Of the commands, by their step's name. */
  readonly commandExpectations: ReadonlyMap<string, CommandExpectation>;
}

/**
 * @throws ScenarioError, UnknownName
 *
 * @internal
 */
export function planSteps(source: StepSource): PlannedSteps {
  const { steps } = source.scenario;
  return steps ? stepsOf(steps, source) : fromTo(source);
}

function fromTo({ scenario: { expect }, from, to }: StepSource): PlannedSteps {
  if (to === undefined) {
    throw new ScenarioError([
      'Nothing to rehearse: give `to`, the assembly of the change (what `cdk synth` wrote), or `steps:` in the scenario.',
    ]);
  }
  return {
    steps: [
      ...(from === undefined ? [] : [{ kind: 'deploy' as const, name: 'from', directory: resolve(from) }]),
      { kind: 'deploy', name: 'to', directory: resolve(to) },
    ],
    expectations: new Map(expect ? [['to', expect]] : []),
    commandExpectations: new Map(),
  };
}

function stepsOf(given: readonly Step[], source: StepSource): PlannedSteps {
  const { scenario, called = 'the scenario', from, to } = source;
  if (scenario.expect) {
    throw new ScenarioError([
      `${called} has \`steps:\`, and \`expect:\` beside them: say of each step what is expected of it.`,
    ]);
  }
  if (from !== undefined || to !== undefined) {
    throw new ScenarioError([`${called} has \`steps:\`, which say what to deploy: leave out \`from\` and \`to\`.`]);
  }
  const expectations = new Map<string, ScenarioExpectation>();
  const commandExpectations = new Map<string, CommandExpectation>();
  const names = new Set<string>();
  const named = (name: string) => {
    if (names.has(name)) {
      throw new ScenarioError([`${called}: two steps are called \`${name}\`: give them a \`name:\` each.`]);
    }
    names.add(name);
    return name;
  };
  const planned = (step: RunStep): PlannedCommand => {
    const name = named(step.name ?? [step.run, ...step.args].join(' '));
    const command = commandOf(step, name, source);
    if (step.expect) commandExpectations.set(name, step.expect);
    return { name, command, ...(step.as ? { as: step.as } : {}) };
  };
  const steps = given.map((step): RehearsalStep => {
    if ('wait' in step) return { kind: 'wait', ms: step.wait };
    if ('run' in step) return { kind: 'run', ...planned(step) };
    const name = named(step.name ?? basename(step.deploy));
    if (step.expect) expectations.set(name, step.expect);
    const meanwhile = step.meanwhile?.map((run) => ({ ...planned(run), afterMs: run.after }));
    return {
      kind: 'deploy',
      name,
      directory: resolve(source.folder ?? '', step.deploy),
      ...(step.versions ? { versions: step.versions } : {}),
      ...(step.incidents ? { incidents: step.incidents } : {}),
      ...(step.faults ? { faults: step.faults } : {}),
      ...(step.throttles ? { throttles: step.throttles } : {}),
      ...(step.functions ? { functions: step.functions } : {}),
      ...(step.stackParameters ? { stackParameters: step.stackParameters } : {}),
      ...(meanwhile ? { meanwhile } : {}),
    };
  });
  return { steps, expectations, commandExpectations };
}

function commandOf({ run, args }: RunStep, name: string, { program, folder = '' }: StepSource): Command {
  if (!program?.commands.includes(run)) {
    throw new UnknownName(`run of ${name}`, 'a command', run, program?.commands ?? []);
  }
  return { file: program.file, args: [...program.args, ...run.split(' '), ...args], directory: resolve(folder) };
}
