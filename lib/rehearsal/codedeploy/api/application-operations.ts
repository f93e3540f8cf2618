import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { revisionOf, sha256 } from '../app-spec';
import type { CodeDeploy } from '../codedeploy';
import { identityOf } from '../identity';
import { describeRevision } from './describe-deployment';
import type { Operation } from '../../kernel/service-api';
import { operation } from './operation';
import { pageOf } from './page';
import { readRevision, revision, type SentRevision } from './revision-member';

/** The operations on applications and their revisions. */
export function applicationOperations(codeDeploy: CodeDeploy): Readonly<Record<string, Operation>> {
  return {
    ...operation('GetApplication', { applicationName: v.string() }, ({ applicationName }) => {
      codeDeploy.requireApplication(applicationName);
      return { application: describeApplication(codeDeploy, applicationName) };
    }),
    ...operation('ListApplications', { nextToken: v.optional(v.string()) }, ({ nextToken }) => {
      const { names: applications, ...next } = pageOf([...codeDeploy.applications].sort(), nextToken);
      return { applications, ...next };
    }),
    ...operation('GetApplicationRevision', { applicationName: v.string(), revision }, (input) => {
      codeDeploy.requireApplication(input.applicationName);
      return describeUse(codeDeploy, input.applicationName, readRevision(input.revision));
    }),
  };
}

function describeApplication(codeDeploy: CodeDeploy, applicationName: string) {
  const createTime = codeDeploy.applications.createTime(applicationName);
  return {
    applicationId: identityOf(codeDeploy.ports.randomness, 'application', applicationName),
    applicationName,
    ...(createTime === undefined ? {} : { createTime: createTime / 1000 }),
    linkedToGitHub: false,
    computePlatform: 'Lambda',
  };
}

/** A revision is known from the deployments that were made with it. */
function describeUse(codeDeploy: CodeDeploy, applicationName: string, sent: SentRevision) {
  const uses = codeDeploy.all().filter((deployment) => {
    const { revisionType, content } = revisionOf(deployment);
    const isSame = revisionType === sent.revisionType && sha256(content) === sent.sha256;
    return isSame && deployment.request.applicationName === applicationName;
  });
  const [first] = uses;
  const last = uses.at(-1);
  if (!first || !last) {
    throw new ApiError('RevisionDoesNotExistException', `The application ${applicationName} has no such revision.`);
  }
  const deploymentGroups = [...new Set(uses.map(({ request }) => request.deploymentGroupName))].sort();
  return {
    applicationName,
    revision: describeRevision(revisionOf(first)),
    revisionInfo: {
      deploymentGroups,
      registerTime: first.createTime / 1000,
      firstUsedTime: first.createTime / 1000,
      lastUsedTime: last.createTime / 1000,
    },
  };
}
