import { dirname, resolve } from 'node:path';
import { readDocument } from '../documents/read-document';
import { makePlan, scenarioSchema, trafficRequestsSchema, type Scenario, type ScenarioPlan } from '../rehearsal';
import { checkDeciders } from './check-deciders';
import { UsageError } from './usage-error';

export interface RehearseOptions {
  readonly scenario: string;
  readonly from?: string;
  readonly to?: string;
  readonly seed?: number;
}

/**
 * Reads the scenario and what it names.
 *
 * @param commands that a step may run, by their words
 * @throws DocumentError, UsageError, ScenarioError, UnknownName
 */
export function planRehearsal(options: RehearseOptions, commands: readonly string[]): ScenarioPlan {
  const { scenario: file, from, to, seed } = options;
  const scenario = readDocument(file, scenarioSchema);
  checkAssemblies(scenario, options);
  const folder = dirname(file);
  const requests = scenario.traffic?.requests;
  const plan = makePlan({
    scenario,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    folder,
    called: file,
    ...(requests === undefined ? {} : { requests: readDocument(resolve(folder, requests), trafficRequestsSchema) }),
    program: { file: process.execPath, args: [process.argv[1] ?? ''], commands },
  });
  checkDeciders(plan.steps, plan.expectations);
  return { ...plan, seed: seed ?? plan.seed };
}

/** What the plan would refuse as well, in the words of the command. */
function checkAssemblies({ steps, expect }: Scenario, { scenario: file, from, to }: RehearseOptions): void {
  if (!steps && to === undefined) {
    throw new UsageError(
      'Nothing to rehearse: give `--to DIR`, the assembly of the change (what `cdk synth` wrote), or `steps:` in the scenario.',
    );
  }
  if (steps && !expect && (from !== undefined || to !== undefined)) {
    throw new UsageError(`${file} has \`steps:\`, which say what to deploy: leave out \`--from\` and \`--to\`.`);
  }
}
