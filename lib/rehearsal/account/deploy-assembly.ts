import { aliasesUnderRelease } from '../assembly/aliases-under-release';
import type { AssemblyStack } from '../assembly/assembly-stack';
import type { Assembly } from '../assembly/read-assembly';
import type { CloudFormation } from '../cloudformation/cloudformation';
import { ownMember } from '../cloudformation/own-member';
import type { StackParameters } from '../cloudformation/given-parameters';
import type { StackOperation } from '../cloudformation/stack-operation';
import type { StackSource } from '../cloudformation/stack-source';
import { ApiError } from '../kernel/api-error';
import { withPlace } from '../kernel/place';
import { parseTarget } from '../lambda/target';
import { isFailed } from '../stack-observation';
import type { Services } from './services';

/** Stops by name at anything in an assembly that is not emulated. Nothing is deployed. */
export function validateAssembly(
  cloudFormation: CloudFormation,
  assembly: Assembly,
  parameters: StackParameters = {},
): void {
  for (const stack of assembly.stacks) cloudFormation.validate(sourceOf(stack, parameters));
}

/** Deploys the stacks of an assembly, one after the other, until one fails. Runs inside the simulation. */
export async function deployAssembly(
  { cloudFormation, place, recorder, s3 }: Pick<Services, 'cloudFormation' | 'place' | 'recorder' | 's3'>,
  assembly: Assembly,
  parameters: StackParameters = {},
): Promise<readonly StackOperation[]> {
  for (const { bucketName, objectKey, path } of assembly.files) s3.put(withPlace(bucketName, place), objectKey, path);
  const operations: StackOperation[] = [];
  for (const stack of assembly.stacks) {
    const operation = await deployStack(cloudFormation, sourceOf(stack, parameters));
    operations.push(operation);
    for (const event of operation.events) recorder.stackEvent(event);
    if (isFailed(operation)) break;
  }
  return operations;
}

/** A stack that cannot be deployed at all, for what an earlier operation left of it, fails as it is. */
async function deployStack(cloudFormation: CloudFormation, source: StackSource): Promise<StackOperation> {
  try {
    return await cloudFormation.deploy(source);
  } catch (error) {
    const status = cloudFormation.status(source.name);
    if (!(error instanceof ApiError) || status === undefined) throw error;
    return { stackName: source.name, kind: 'update', status, reason: error.message, events: [] };
  }
}

/** The aliases of an assembly's stacks that CodeDeploy moves, as the account has them now. */
export function releasedAliases(
  { cloudFormation, lambda }: Pick<Services, 'cloudFormation' | 'lambda'>,
  assembly: Assembly,
) {
  return assembly.stacks.flatMap(({ name: stackName, template }) =>
    aliasesUnderRelease(template).map((logicalId) => {
      const resource = cloudFormation.resources(stackName).get(logicalId);
      const target = resource ? parseTarget(resource.physical.id) : undefined;
      const aliasName = target?.qualifier ?? '';
      const functionName = target?.functionName ?? '';
      const { version, additional } = (target && lambda.registry.alias(functionName, aliasName)) ?? {};
      return {
        ...{ stackName, logicalId, functionName, aliasName },
        ...(version === undefined ? {} : { version }),
        ...(additional ? { additional } : {}),
      };
    }),
  );
}

function sourceOf(stack: AssemblyStack, parameters: StackParameters): StackSource {
  return { ...stack, where: stack.templateFile, parameters: ownMember(parameters, stack.name) ?? {} };
}
