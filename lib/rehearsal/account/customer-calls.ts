import { ApiError } from '../kernel/api-error';
import type { HistoryPorts } from '../workload/history';
import type { ServedAlias, WorkloadPorts } from '../workload/workload';
import type { Services } from './services';

/**
 * Customers' calls of an alias. One that never reaches a version is a failure of the version that has the alias; where
 * the alias is gone as well, no version can be blamed.
 */
export function customerCalls({
  lambda,
}: Pick<Services, 'lambda'>): Pick<WorkloadPorts, 'invoke' | 'model' | 'publishedAs'> {
  const failedCall = ({ functionName, aliasName }: ServedAlias, error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const { registry } = lambda;
    const version = registry.hasFunction(functionName) ? registry.alias(functionName, aliasName)?.version : undefined;
    return { executedVersion: version ?? '', failed: true, durationMs: 0 };
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
    model: (alias, retry) => {
      try {
        return lambda.model(alias.functionName, qualifierOf(alias), retry);
      } catch (error) {
        return failedCall(alias, error);
      }
    },
    publishedAs: (functionName, version) =>
      lambda.registry.hasFunction(functionName) ? lambda.registry.publishedAs(functionName, version) : version,
  };
}

/** Customers' calls of an alias that are only counted. */
export function pastCalls({ lambda }: Pick<Services, 'lambda'>): Pick<HistoryPorts, 'timeoutMs' | 'count'> {
  return {
    timeoutMs: (alias) => lambda.timeoutMs(alias.functionName, qualifierOf(alias)),
    count: (alias, startsAt, minute) => {
      lambda.countPast(alias.functionName, qualifierOf(alias), startsAt, minute);
    },
  };
}

/** Who calls the function itself says no qualifier, and is counted in the function's metrics alone. */
function qualifierOf({ aliasName }: ServedAlias): string | undefined {
  return aliasName === '$LATEST' ? undefined : aliasName;
}
