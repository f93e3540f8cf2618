import { plannedDeciders } from '../domain/preflight/planned-deciders';
import { plannedReleases } from '../domain/preflight/planned-release';
import { UnknownName, type RehearsalStep, type ScenarioExpectation } from '../rehearsal';
import { readTemplates } from './read-templates';
import { UsageError } from './usage-error';

/**
 * Refuses an `expect.by` that no gate or alarm of what its step deploys has.
 *
 * @throws UnknownName
 */
export function checkDeciders(
  steps: readonly RehearsalStep[],
  expectations: ReadonlyMap<string, ScenarioExpectation>,
): void {
  for (const step of steps) {
    if (step.kind !== 'deploy') continue;
    const by = expectations.get(step.name)?.by;
    if (by === undefined) continue;
    const deciders = templatesOf(step.directory).flatMap(({ name, template }) =>
      plannedReleases(template).map((release) => ({ stack: name, names: plannedDeciders(release, template) })),
    );
    // Without a release nothing can be as expected, which the exit code says.
    if (deciders.length === 0 || deciders.some((one) => mayDecide(by, one))) continue;
    const known = deciders.flatMap(({ names }) => names ?? []);
    throw new UnknownName(`expect.by of ${step.name}`, 'a gate or an alarm', by, known);
  }
}

/** Where the template does not say who may settle a release, anybody may; an alarm may have a name made up for it. */
function mayDecide(
  by: string,
  { stack, names }: { readonly stack: string; readonly names?: readonly string[] | undefined },
) {
  return !names || names.some((name) => by === name || by.startsWith(`${stack}-${name}-`));
}

/** An assembly that cannot be read is for the rehearsal to refuse, which knows more of it. */
function templatesOf(directory: string): ReturnType<typeof readTemplates> {
  try {
    return readTemplates(directory);
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}
