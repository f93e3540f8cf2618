/** The stage of a request, and the path that its routes see. */
export interface ChosenStage {
  readonly name: string;
  readonly path: string;
}

/**
 * Chooses the stage of a request: the one that its path begins with, or else `$default` (API Gateway Developer Guide,
 * "Routing API requests"). Without either there is none, and the customer is told `Not Found`.
 *
 * @param path without the query
 */
export function chooseStage(stages: ReadonlySet<string>, path: string): ChosenStage | undefined {
  const [, first = '', rest = '/'] = /^\/([^/]*)(\/.*)?$/.exec(path) ?? [];
  if (first !== '' && stages.has(first)) return { name: first, path: rest };
  return stages.has('$default') ? { name: '$default', path } : undefined;
}
