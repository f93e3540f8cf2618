import { cloudFormationProtocol } from '../cloudformation/api/cloudformation-protocol';
import { codeDeployApi } from '../codedeploy/codedeploy-api';
import { codeDeployPermissions } from '../codedeploy/codedeploy-permissions';
import { dynamoDbPermissions } from '../dynamodb/dynamodb-permissions';
import { jsonProtocol } from '../endpoint/json-protocol';
import { queryProtocol } from '../endpoint/query-protocol';
import type { Service } from '../kernel/service';
import { lambdaApi, lambdaPermissions } from '../lambda/lambda-api';
import { lambdaProtocol } from '../lambda/lambda-protocol';
import { schedulerProtocol } from '../scheduler/scheduler-protocol';
import { snsProtocol } from '../sns/sns-protocol';
import { sqsProtocol } from '../sqs/sqs-protocol';
import { s3Permissions } from '../s3/s3';
import { s3Protocol } from '../s3/s3-protocol';
import { stsProtocol } from '../sts/sts-protocol';
import type { Services } from './services';

/** The services whose API can be called, by their signing names. */
export function apiServices(services: Services): Readonly<Record<string, Service>> {
  const { cloudFormation, cloudWatch, codeDeploy, credentials, dynamoDb, lambda, place, s3, sns, ssm, stepFunctions } =
    services;
  return {
    cloudformation: {
      protocol: cloudFormationProtocol(queryProtocol),
      api: cloudFormation.api,
      permissions: cloudFormation.permissions,
    },
    codedeploy: {
      protocol: jsonProtocol('1.1'),
      api: codeDeployApi(codeDeploy, place),
      permissions: codeDeployPermissions(codeDeploy, place),
    },
    dynamodb: { protocol: jsonProtocol('1.0'), api: dynamoDb.api, permissions: dynamoDbPermissions(place) },
    kms: { protocol: jsonProtocol('1.1'), api: services.kms.api, permissions: services.kms.permissions },
    lambda: {
      protocol: lambdaProtocol,
      api: lambdaApi(lambda, (bucket, key) => s3.archive(bucket, key)),
      permissions: lambdaPermissions(place),
    },
    monitoring: {
      protocol: jsonProtocol('1.0'),
      api: cloudWatch.api,
      permissions: cloudWatch.permissions,
    },
    s3: { protocol: s3Protocol, api: s3.api, permissions: s3Permissions },
    scheduler: {
      protocol: schedulerProtocol,
      api: services.scheduler.api,
      permissions: services.scheduler.permissions,
    },
    secretsmanager: {
      protocol: jsonProtocol('1.1'),
      api: services.secretsManager.api,
      permissions: services.secretsManager.permissions,
    },
    sqs: { protocol: sqsProtocol(jsonProtocol('1.0')), api: services.sqs.api, permissions: services.sqs.permissions },
    events: { protocol: jsonProtocol('1.1'), api: services.events.api, permissions: services.events.permissions },
    sns: { protocol: snsProtocol(queryProtocol), api: sns.api, permissions: sns.permissions },
    ssm: { protocol: jsonProtocol('1.1'), api: ssm.api, permissions: ssm.permissions },
    states: { protocol: jsonProtocol('1.0'), api: stepFunctions.api, permissions: stepFunctions.permissions },
    sts: { protocol: stsProtocol(queryProtocol), api: credentials.api, permissions: credentials.permissions },
  };
}
