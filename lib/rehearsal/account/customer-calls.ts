import { ApiError } from '../kernel/api-error';
import type { ServedAlias, WorkloadPorts } from '../workload/workload';
import type { Services } from './services';

/**
 * Customers' calls of an alias. One that never reaches a version is a failure of the version that has the alias; where
 * the alias is gone as well, no version can be blamed.
 */
export function customerCalls({ lambda }: Pick<Services, 'lambda'>): Pick<WorkloadPorts, 'invoke' | 'model'> {
  const failedCall = ({ functionName, aliasName }: ServedAlias, error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const { registry } = lambda;
    const version = registry.hasFunction(functionName) ? registry.alias(functionName, aliasName)?.version : undefined;
    return { executedVersion: version ?? '', failed: true };
  };
  return {
    invoke: async (alias, payload) => {
      const { functionName } = alias;
      const qualifier = qualifierOf(alias);
      try {
        return await lambda.invoke({ functionName, ...(qualifier === undefined ? {} : { qualifier }), payload });
      } catch (error) {
        return failedCall(alias, error);
      }
    },
    model: (alias) => {
      try {
        return lambda.model(alias.functionName, qualifierOf(alias));
      } catch (error) {
        return failedCall(alias, error);
      }
    },
  };
}

/** Who calls the function itself says no qualifier, and is counted in the function's metrics alone. */
function qualifierOf({ aliasName }: ServedAlias): string | undefined {
  return aliasName === '$LATEST' ? undefined : aliasName;
}
