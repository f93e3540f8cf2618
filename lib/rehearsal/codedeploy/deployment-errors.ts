import type { ErrorInformation } from './deployment';

/** Why a deployment ended, where neither its code nor its wording is known for Lambda. */
export const DEPLOYMENT_ERRORS = {
  /** The names of the alarms follow the message. */
  alarmsUnreadable: { code: 'ALARM_ACTIVE', message: 'The alarms could not be read:' },
  aliasMissing: {
    code: 'INVALID_LAMBDA_FUNCTION',
    message: 'The deployment failed because the alias does not exist.',
  },
  aliasSplit: {
    code: 'INVALID_LAMBDA_CONFIGURATION',
    message:
      'The deployment failed because the alias points to two versions. Let it point to one, without weights, and deploy again.',
  },
  /** Lambda's own words follow the message. */
  weightsRefused: {
    code: 'INVALID_LAMBDA_CONFIGURATION',
    message: 'The deployment failed because AWS Lambda does not split traffic between these versions:',
  },
} satisfies Readonly<Record<string, ErrorInformation>>;
