import { ApiError } from '../../kernel/api-error';

const ERROR = {
  application: 'InvalidApplicationNameException',
  'deployment group': 'InvalidDeploymentGroupNameException',
  'deployment configuration': 'InvalidDeploymentConfigNameException',
} as const;

const LONGEST = 100;
const ALLOWED = /^[A-Za-z0-9._+=,@-]+$/;
const RESERVED = 'CodeDeployDefault.';

/** Refuses a name that CodeDeploy refuses (CodeDeploy User Guide, "CodeDeploy quotas"). Gives it back otherwise. */
export function checkName(kind: keyof typeof ERROR, name: string): string {
  const isReserved = kind === 'deployment configuration' && name.startsWith(RESERVED);
  if (name.length <= LONGEST && ALLOWED.test(name) && !isReserved) return name;
  throw new ApiError(
    ERROR[kind],
    `"${name}" is no name for a ${kind}: it has 1 to ${LONGEST} letters, digits and . _ + = , @ -${kind === 'deployment configuration' ? `, and does not begin with ${RESERVED}` : ''}.`,
  );
}
