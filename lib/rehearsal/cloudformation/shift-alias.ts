import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { type AliasUpdatePolicy } from './alias-update-policy';
import { type AliasDeploymentRequest, type AliasDeployments } from './alias-deployments';
import { type PlannedResource, type ManagedResource } from './stack-resource';

const ALIAS = v.looseObject({ FunctionName: v.string(), FunctionVersion: v.string(), Name: v.string() });

/** How the deployment of an alias ended. */
export type AliasShift = { readonly kind: 'shifted' } | { readonly kind: 'failed'; readonly message: string };

interface ShiftPorts {
  readonly aliasDeployments: AliasDeployments;
  /** Waits until CloudFormation has noticed that the deployment has ended. */
  readonly notice: () => Promise<void>;
  /** Says something in the alias's events. */
  readonly report: (reason: string) => void;
}

/**
 * Whether CodeDeploy, rather than an ordinary update, has to move the alias: its version changes and nothing replaces
 * the alias itself. CloudFormation User Guide, "UpdatePolicy attribute", CodeDeployLambdaAliasUpdate.
 */
export function shiftsVersion(previous: ManagedResource, next: PlannedResource): boolean {
  const changed = (property: string) => previous.properties[property] !== next.properties[property];
  return changed('FunctionVersion') && !changed('FunctionName') && !changed('Name');
}

/** Whether the version is all that changes, so that nothing is left to update once CodeDeploy has moved it. */
export function changesVersionOnly(previous: ManagedResource, next: PlannedResource): boolean {
  const version = { FunctionVersion: '' };
  return isDeepStrictEqual({ ...previous.properties, ...version }, { ...next.properties, ...version });
}

/** Moves an alias by a CodeDeploy deployment, and waits for its end. */
export async function shiftAlias(
  policy: AliasUpdatePolicy,
  previous: ManagedResource,
  next: PlannedResource,
  { aliasDeployments, notice, report }: ShiftPorts,
): Promise<AliasShift> {
  const deployment = aliasDeployments.deploy(request(policy, previous, next));
  report(`CodeDeploy deployment started: ${deployment.deploymentId}`);
  const result = await deployment.finished;
  await notice();
  if (result.succeeded) return { kind: 'shifted' };
  if (result.rollbackDeploymentId !== undefined) {
    report(`CodeDeploy rollback deployment started: ${result.rollbackDeploymentId}`);
  }
  return { kind: 'failed', message: `${deployment.deploymentId} failed. ${result.message}` };
}

function request(policy: AliasUpdatePolicy, previous: ManagedResource, next: PlannedResource): AliasDeploymentRequest {
  const target = parseAlias(next);
  return {
    ...policy,
    functionName: target.FunctionName,
    aliasName: target.Name,
    currentVersion: parseAlias(previous).FunctionVersion,
    targetVersion: target.FunctionVersion,
  };
}

function parseAlias({ properties, where }: PlannedResource): v.InferOutput<typeof ALIAS> {
  const parsed = v.safeParse(ALIAS, properties);
  if (parsed.success) return parsed.output;
  throw new NotEmulated('An alias whose FunctionName, FunctionVersion and Name are not all texts', where);
}
