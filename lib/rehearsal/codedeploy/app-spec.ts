import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { parse } from 'yaml';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { AliasShift, Deployment, DeploymentRequest, Revision } from './deployment';

/** What a Lambda deployment reads of an AppSpec: the alias to shift and the functions that validate it. */
export type AppSpec = AliasShift & Pick<DeploymentRequest, 'beforeAllowTrafficHook' | 'afterAllowTrafficHook'>;

/** `$LATEST` is no number, and so no version that an alias can be shifted to. */
const version = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^[1-9]\d*$/, 'a version number'),
);

const resource = v.strictObject({
  type: v.literal('AWS::Lambda::Function'),
  properties: v.strictObject({
    name: v.string(),
    alias: v.string(),
    currentversion: version,
    targetversion: version,
  }),
});

const schema = v.strictObject({
  version: v.picklist([0, '0.0'], 'the version 0.0'),
  resources: v.pipe(v.array(v.record(v.string(), resource)), v.length(1, 'one resource')),
  hooks: v.optional(v.array(v.record(v.string(), v.string()))),
});

/**
 * Reads an AppSpec in JSON or YAML (CodeDeploy User Guide, "AppSpec file structure for AWS Lambda deployments"). Its
 * keys are met in lower case in the guide and in upper case in what CloudFormation sends.
 */
export function readAppSpec(content: string): AppSpec {
  const parsed = v.safeParse(schema, withLowerCaseKeys(fromText(content)));
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw invalidRevision(`${v.getDotPath(issue) ?? 'The AppSpec'}: ${issue.message}`);
  }
  const [named] = parsed.output.resources;
  const [first, ...more] = Object.values(named ?? {});
  if (!first || more.length > 0) throw invalidRevision('An AppSpec for AWS Lambda has one resource.');
  const { name, alias, currentversion, targetversion } = first.properties;
  const hooks = parsed.output.hooks ?? [];
  return {
    functionName: name,
    aliasName: alias,
    currentVersion: currentversion,
    targetVersion: targetversion,
    ...hookNamed(hooks, 'beforeallowtraffic', (hook) => ({ beforeAllowTrafficHook: hook })),
    ...hookNamed(hooks, 'afterallowtraffic', (hook) => ({ afterAllowTrafficHook: hook })),
  };
}

/** The revision of a deployment: as it was sent, or as CloudFormation writes it for an alias. */
export function revisionOf({ request, overrides }: Deployment): Revision {
  if (overrides?.revision) return overrides.revision;
  const { functionName, aliasName, currentVersion, targetVersion, beforeAllowTrafficHook, afterAllowTrafficHook } =
    request;
  const Properties = {
    Name: functionName,
    Alias: aliasName,
    CurrentVersion: currentVersion,
    TargetVersion: targetVersion,
  };
  const Hooks = [
    ...(beforeAllowTrafficHook === undefined ? [] : [{ BeforeAllowTraffic: beforeAllowTrafficHook }]),
    ...(afterAllowTrafficHook === undefined ? [] : [{ AfterAllowTraffic: afterAllowTrafficHook }]),
  ];
  const Resources = [{ [functionName]: { Type: 'AWS::Lambda::Function', Properties } }];
  return { revisionType: 'String', content: JSON.stringify({ version: 0.0, Resources, Hooks }) };
}

/** What the content of a revision is known by. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function fromText(content: string): unknown {
  try {
    return parse(content) as unknown;
  } catch {
    throw invalidRevision('The AppSpec is neither JSON nor YAML.');
  }
}

function withLowerCaseKeys(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => withLowerCaseKeys(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.toLowerCase(), withLowerCaseKeys(member, depth + 1)]),
  );
}

function hookNamed<T>(
  hooks: readonly Readonly<Record<string, string>>[],
  event: string,
  as: (hook: string) => T,
): T | undefined {
  for (const [name, hook] of hooks.flatMap((one) => Object.entries(one))) {
    if (name !== 'beforeallowtraffic' && name !== 'afterallowtraffic') {
      throw new NotEmulated(`The AppSpec hook ${name}`, 'a call of codedeploy:CreateDeployment');
    }
    if (name === event) return as(hook);
  }
  return undefined;
}

function invalidRevision(message: string): ApiError {
  return new ApiError('InvalidRevisionException', message);
}
