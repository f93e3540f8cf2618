import { fixtureNames } from './fixture';

/** The parts of a suite that fixtures come from or are referred to in. */
interface Referring {
  readonly fixtures?: Readonly<Record<string, unknown>> | undefined;
  readonly setup?: readonly { readonly keep?: Readonly<Record<string, string>> | undefined }[] | undefined;
  readonly teardown?: readonly unknown[] | undefined;
  readonly request?: unknown;
  readonly conversations: readonly { readonly key: string; readonly turns: readonly unknown[] }[];
}

/** The references to fixtures that there are not, or not yet, each as one sentence. */
export function unknownFixtures(suite: Referring): readonly string[] {
  const { fixtures = {}, setup = [], teardown = [], request, conversations } = suite;
  const known = new Set(Object.keys(fixtures));
  const unknown = (where: string, value: unknown) =>
    [...new Set(fixtureNames(value))]
      .filter((name) => !known.has(name))
      .map(
        (name) => `refers to \`\${fixture.${name}}\` in ${where}, got the fixtures: ${[...known].join(', ') || 'none'}`,
      );
  const inSetup = setup.flatMap((turn, index) => {
    const problems = unknown(`turn ${index + 1} of the setup`, [request, turn]);
    for (const name of Object.keys(turn.keep ?? {})) known.add(name);
    return problems;
  });
  return [
    ...inSetup,
    ...conversations.flatMap(({ key, turns }) => unknown(`conversation ${key}`, [request, turns])),
    ...unknown('the teardown', [request, teardown]),
  ];
}
