import type { ApiRequestsPorts, FunctionOutcome } from '../api-gateway/api-requests';
import { ApiError } from '../kernel/api-error';
import { asPrincipal } from './authorization';
import type { Services } from './services';

const SERVICE = 'apigateway.amazonaws.com';

/** What API Gateway uses of the account. */
export function apiRequestsPorts(services: Services): ApiRequestsPorts {
  const { authorization, cloudWatch, lambda, place, simulation } = services;
  return {
    simulation,
    place,
    metricRecorder: (metric, unit) => cloudWatch.metrics.recorder([metric], { unit }),
    mayInvoke: (functionArn, sourceArn, credentialsArn) => {
      const permission = { action: 'lambda:InvokeFunction', resource: functionArn };
      if (credentialsArn !== undefined) {
        return (
          authorization.canAssume(SERVICE, credentialsArn) &&
          authorization.allows(asPrincipal(credentialsArn), permission)
        );
      }
      const context = { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [place.accountId] };
      return authorization.allows({ kind: 'service', service: SERVICE }, { ...permission, context });
    },
    invoke: async (functionArn, payload): Promise<FunctionOutcome> => {
      try {
        const {
          executedVersion: version,
          failed,
          payload: answer,
        } = await lambda.invoke({ functionName: functionArn, payload });
        return failed ? { kind: 'failed', version } : { kind: 'returned', version, payload: answer };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { kind: error.code === 'TooManyRequestsException' ? 'throttled' : 'refused' };
      }
    },
  };
}
