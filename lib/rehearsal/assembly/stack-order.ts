import { AssemblyError } from './assembly-error';

interface Ordered {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/** Stacks after the stacks they depend on; otherwise as the manifest lists them. */
export function stackOrder<S extends Ordered>(stacks: readonly S[], where: string): readonly S[] {
  const ordered: S[] = [];
  const done = new Set<string>();
  while (ordered.length < stacks.length) {
    const next = stacks.find(({ name, dependsOn }) => !done.has(name) && dependsOn.every((other) => done.has(other)));
    if (!next) {
      const left = stacks.filter(({ name }) => !done.has(name)).map(({ name }) => name);
      throw new AssemblyError(
        'STACK_CYCLE',
        `The stacks ${left.join(', ')} depend on each other, so none can be deployed first.`,
        where,
        'Remove one of the dependencies between them and run `cdk synth` again.',
      );
    }
    ordered.push(next);
    done.add(next.name);
  }
  return ordered;
}
