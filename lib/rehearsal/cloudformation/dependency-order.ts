import { TemplateError } from './template-error';

/**
 * The order in which resources are made: each after those it depends on, otherwise as in the template.
 *
 * @param dependencies the logical ids each resource depends on, in template order
 */
export function dependencyOrder(
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
  where: string,
): readonly string[] {
  const ordered: string[] = [];
  const left = new Map(dependencies);
  while (left.size > 0) {
    const next = [...left].find(([, needs]) => [...needs].every((id) => !left.has(id)))?.[0];
    if (next === undefined) {
      throw new TemplateError(
        `Circular dependency between resources: ${findCycle(left).join(' → ')}.`,
        where,
        'Break it where one of them can do without the other, for example by passing a name as text.',
      );
    }
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** Every resource left waits for another one left, so following the first such dependency runs into a cycle. */
function findCycle(left: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const path: string[] = [];
  let [current] = left.keys();
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    current = [...(left.get(current) ?? [])].find((id) => left.has(id));
  }
  return current === undefined ? path : [...path.slice(path.indexOf(current)), current];
}
