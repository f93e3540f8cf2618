import { PROP_KINDS, problemOf } from '../sound-props';

/**
 * What a platform publishes for the releases of its account and region, as SSM parameters under
 * `/sluice/<platform>/`. Releases read them at deploy time, so no lookup needs credentials at synth.
 */
export const PLATFORM_PARAMETERS = {
  application: 'codedeploy-application',
  groupRole: 'codedeploy-role-arn',
  gateAskerRole: 'gate-asker-role-arn',
  qualityAskerRole: 'quality-asker-role-arn',
  ledgerTable: 'ledger-table',
  /** The newest schema of manifests that it understands. */
  manifestSchema: 'manifest-schema',
  firstRelease: 'first-release-function-arn',
} as const;

export function platformParameterName(platformName: string, key: keyof typeof PLATFORM_PARAMETERS): string {
  return `/sluice/${platformName}/${PLATFORM_PARAMETERS[key]}`;
}

/** The IAM path of release roles: the platform's functions may assume what is below it, and nothing else. */
export function releaseRolePath(platformName: string): string {
  return `/sluice/${platformName}/`;
}

/** A released function has it, with its platform's name: CodeDeploy may move the aliases of no other. */
export const RELEASED_BY_TAG = 'sluice:platform';

/** Why a platform cannot have that name; undefined where it can. */
export function platformNameProblem(name: unknown): string | undefined {
  const problem = problemOf(PROP_KINDS.text, name);
  if (problem !== undefined) return `\`platformName\` ${problem}`;
  return /^[a-z][a-z0-9-]{0,26}$/.test(String(name))
    ? undefined
    : `\`platformName\` must be 1 to 27 lower-case letters, digits and hyphens and begin with a letter, since it is part of the names of functions, which have 64 characters at most; got: ${String(name)}`;
}
