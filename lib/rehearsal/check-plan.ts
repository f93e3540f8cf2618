import type { Assembly } from './assembly/read-assembly';
import { checkFaults, checkModels, checkSession, checkThrottles } from './check-names';
import type { RehearsalPlan } from './rehearsal-plan';

/**
 * Refuses a plan that names what is not there. A step may name what an earlier one has deployed.
 *
 * @param assemblies by their folders
 * @param calls the API operations that can be called
 * @throws UnknownName
 */
export function checkPlan(
  { faults = [], functions = {}, throttles = [], steps }: RehearsalPlan,
  assemblies: ReadonlyMap<string, Assembly>,
  calls: readonly string[],
): void {
  const all = [...assemblies.values()];
  checkFaults(faults, all, calls);
  checkModels(functions, all);
  checkThrottles(throttles, all);
  const deployed: Assembly[] = [];
  for (const step of steps) {
    if (step.kind === 'run' && step.as) checkSession(step.as, deployed, `as of ${step.name}`);
    if (step.kind !== 'deploy') continue;
    deployed.push(...[assemblies.get(step.directory)].filter((assembly) => assembly !== undefined));
    checkFaults(step.faults ?? [], deployed, calls, `faults of ${step.name}`);
    checkModels(step.functions ?? {}, deployed, `functions of ${step.name}`);
    checkThrottles(step.throttles ?? [], deployed, `throttles of ${step.name}`);
    for (const { as, name } of step.meanwhile ?? []) if (as) checkSession(as, deployed, `as of ${name}`);
  }
}
