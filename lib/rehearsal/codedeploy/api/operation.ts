import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import type { Operation, OperationCall } from '../../kernel/service-api';

/** What CodeDeploy calls a member that it needs and that is missing (CodeDeploy API Reference, the operations' errors). */
const MISSING: Readonly<Record<string, string>> = {
  applicationName: 'ApplicationNameRequiredException',
  currentDeploymentGroupName: 'DeploymentGroupNameRequiredException',
  deploymentConfigName: 'DeploymentConfigNameRequiredException',
  deploymentGroupName: 'DeploymentGroupNameRequiredException',
  deploymentGroupNames: 'DeploymentGroupNameRequiredException',
  deploymentId: 'DeploymentIdRequiredException',
  deploymentIds: 'DeploymentIdRequiredException',
  revision: 'RevisionRequiredException',
  targetId: 'DeploymentTargetIdRequiredException',
  targetIds: 'DeploymentTargetIdRequiredException',
};

/** What CodeDeploy calls a member with a value that it does not take. */
const INVALID: Readonly<Record<string, string>> = {
  autoRollbackConfiguration: 'InvalidAutoRollbackConfigException',
  createTimeRange: 'InvalidTimeRangeException',
  deploymentId: 'InvalidDeploymentIdException',
  deploymentIds: 'InvalidDeploymentIdException',
  description: 'DescriptionTooLongException',
  includeOnlyStatuses: 'InvalidDeploymentStatusException',
  revision: 'InvalidRevisionException',
};

/** Parses the input of an operation. A member that is not emulated stops by name; a wrong value is AWS's own error. */
export function operation<const E extends v.ObjectEntries>(
  name: string,
  entries: E,
  answer: (input: v.InferOutput<v.StrictObjectSchema<E, undefined>>) => unknown,
): Readonly<Record<string, Operation>> {
  const schema = v.strictObject(entries);
  return {
    [name]: (input, call) => {
      const parsed = v.safeParse(schema, input);
      if (parsed.success) return answer(parsed.output);
      throw refusal(parsed.issues[0], call);
    },
  };
}

function refusal(issue: v.BaseIssue<unknown>, { action, where }: OperationCall): Error {
  const path = v.getDotPath(issue) ?? '';
  const [member = ''] = path.split('.');
  if (issue.expected === 'never') return new NotEmulated(`Member ${path} of ${action}`, where);
  const isMissing = issue.input === undefined && path === member;
  const code = (isMissing ? MISSING[member] : INVALID[member]) ?? 'ValidationException';
  return new ApiError(code, `${path} of ${action}: ${issue.message}`);
}

/** The id of a deployment, which may be of none. */
export const deploymentId = v.pipe(v.string(), v.regex(/^d-[A-Z0-9]+$/, 'A deployment id looks like d-1A2B3C4D5.'));
