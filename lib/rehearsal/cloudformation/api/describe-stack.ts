import { ASTERISKS } from '../no-echo';
import { type Stack } from '../stack';
import { type DescribedStack } from './described-stack';

/** A stack by the members of `Stack`: AWS CloudFormation API Reference. */
export function describeStack({ name, id, status, createdAt, updatedAt, stack }: DescribedStack): object {
  const { capabilities = [], roleArn, tags = {} } = stack?.plan.source.settings ?? {};
  return {
    StackId: id,
    StackName: name,
    StackStatus: status,
    CreationTime: iso(createdAt),
    ...(updatedAt === undefined ? {} : { LastUpdatedTime: iso(updatedAt) }),
    DisableRollback: false,
    EnableTerminationProtection: false,
    RollbackConfiguration: {},
    NotificationARNs: [],
    Capabilities: capabilities,
    ...(roleArn === undefined ? {} : { RoleARN: roleArn }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Parameters: stack ? parametersOf(stack) : [],
    Outputs: Object.entries(stack?.outputs ?? {}).map(([OutputKey, OutputValue]) => {
      const ExportName = stack?.exportNames[OutputKey];
      return { OutputKey, OutputValue, ...(ExportName === undefined ? {} : { ExportName }) };
    }),
  };
}

/**
 * Where a parameter names one of the parameter store, its value there is given beside the name. Of one with `NoEcho` there
 * is nothing to be seen.
 */
function parametersOf({ plan: { parameters, template } }: Stack): readonly object[] {
  return Object.entries(parameters.given).map(([ParameterKey, ParameterValue]) => {
    const value = parameters.values[ParameterKey];
    const { NoEcho, Type } = template.Parameters[ParameterKey] ?? {};
    if (String(NoEcho) === 'true') return { ParameterKey, ParameterValue: ASTERISKS };
    const isStored = Type?.startsWith('AWS::SSM::') ?? false;
    const ResolvedValue = Array.isArray(value) ? value.join(',') : value;
    return { ParameterKey, ParameterValue, ...(isStored && ResolvedValue !== undefined ? { ResolvedValue } : {}) };
  });
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
