import { Annotations, CfnResource, Stage } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { bareMentions } from './bare-mentions';
import { writtenProperties } from './written-properties';

/** Resources that name a function and do not call it for customers, or that leave open whether somebody does. */
const NO_CALLERS =
  /^(AWS::IAM::.*|AWS::Lambda::(Alias|Version|Function|Permission)|AWS::SSM::Parameter|AWS::CloudWatch::Dashboard|AWS::CloudFormation::.*|Custom::.*)$/;

/** What says whom a resource calls, where it says other things of functions besides. */
const SAYS: Readonly<Record<string, (properties: Properties) => unknown>> = {
  'AWS::Events::Rule': ({ Targets: targets }) =>
    Array.isArray(targets) ? targets.map((target: Properties) => target.Arn) : targets,
  'AWS::Lambda::EventInvokeConfig': ({ DestinationConfig: destinations }) => destinations,
  // What is sent to a target is for whom it calls, but where that is Lambda itself.
  'AWS::Scheduler::Schedule': ({ Target: target }) => {
    const { Arn: arn, Input: input } = (target ?? {}) as Properties;
    return JSON.stringify(arn ?? '').includes(':aws-sdk:lambda:') ? input : arn;
  },
};

/** What calls nobody as its template has it. A rehearsal leaves it out as well. */
const IS_DISABLED: Readonly<Record<string, (properties: Properties) => boolean>> = {
  'AWS::Events::Rule': ({ State: state }) => state === 'DISABLED',
  'AWS::Lambda::EventSourceMapping': ({ Enabled: enabled }) => enabled === false || enabled === 'false',
  'AWS::Pipes::Pipe': ({ DesiredState: state }) => state === 'STOPPED',
  'AWS::Scheduler::Schedule': ({ State: state }) => state === 'DISABLED',
};

/** The releases of each app or stage, whose resources are looked at once for all of them. */
const WATCHED = new WeakMap<IConstruct, Map<IConstruct, lambda.Function>>();

/**
 * Warns, once the app is complete, of all in it that calls the function of a release itself: whatever comes past the
 * alias has new code as soon as it is there.
 */
export function warnOfCallsPastAlias(release: IConstruct, fn: lambda.Function): void {
  const root = Stage.of(release) ?? release.node.root;
  const known = WATCHED.get(root);
  if (known) {
    known.set(release, fn);
    return;
  }
  const releases = new Map([[release, fn]]);
  WATCHED.set(root, releases);
  root.node.addValidation({
    validate: () => {
      warn(root, releases);
      return [];
    },
  });
}

function warn(root: IConstruct, releases: ReadonlyMap<IConstruct, lambda.Function>): void {
  const resources = root.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  const candidates = resources.flatMap((resource) => {
    const { cfnResourceType: type } = resource;
    return type === 'AWS::Lambda::Permission' || !NO_CALLERS.test(type) ? [candidateOf(resource)] : [];
  });
  for (const [release, fn] of releases) {
    const callers = callersOf(fn, candidates);
    if (callers.length === 0) continue;
    Annotations.of(release).addWarningV2(
      'sluice:callsPastAlias',
      `The function ${fn.node.path} itself, and not the alias of its release, is called by ${callers.join(', ')}. There new code serves everybody at once, before any gate is asked, and nothing shifts or is put back by the release. Point each at \`alias\` of the release.`,
    );
  }
}

/** A resource that may call a function, as the template will have it. */
interface Candidate {
  readonly resource: CfnResource;
  readonly type: string;
  readonly properties: Properties;
}

interface Properties {
  readonly Arn?: unknown;
  readonly DesiredState?: unknown;
  readonly DestinationConfig?: unknown;
  readonly FunctionName?: unknown;
  readonly Action?: unknown;
  readonly Enabled?: unknown;
  readonly Principal?: unknown;
  readonly State?: unknown;
  readonly FunctionUrlAuthType?: unknown;
  readonly Input?: unknown;
  readonly InvokedViaFunctionUrl?: unknown;
  readonly Target?: unknown;
  readonly Targets?: unknown;
}

function candidateOf(resource: CfnResource): Candidate {
  return { resource, type: resource.cfnResourceType, properties: writtenProperties(resource) };
}

function callersOf(fn: lambda.Function, candidates: readonly Candidate[]): readonly string[] {
  const calls = candidates.filter((candidate) => callsItself(candidate, fn));
  const permitted = candidates.filter(
    (candidate) =>
      permitsItself(candidate, fn) && !calls.some(({ type }) => isOf(type, String(candidate.properties.Principal))),
  );
  return [
    ...calls
      .filter(({ type, properties }) => IS_DISABLED[type]?.(properties) !== true)
      .map(({ resource, type }) => `${pathOf(resource)} (${type})`),
    ...permitted.map(({ resource, properties }) => `${shownPrincipal(properties)}, by ${pathOf(resource)}`),
  ];
}

function callsItself({ resource, type, properties }: Candidate, fn: lambda.Function): boolean {
  if (NO_CALLERS.test(type)) return false;
  const says = SAYS[type];
  return bareMentions(says ? says(properties) : properties, resource, fn);
}

/** Some callers are in no template but by their permission, such as other accounts and a bucket's notifications. */
function permitsItself({ resource, type, properties }: Candidate, fn: lambda.Function): boolean {
  if (type !== 'AWS::Lambda::Permission') return false;
  // What such a permission is for is the URL, which is there as itself.
  if (properties.FunctionUrlAuthType !== undefined || properties.InvokedViaFunctionUrl !== undefined) return false;
  return (
    /^lambda:(InvokeFunction|\*)$/.test(String(properties.Action)) &&
    bareMentions({ FunctionName: properties.FunctionName }, resource, fn)
  );
}

/** Whether a resource is of the service that is permitted: `events.amazonaws.com` calls for `AWS::Events::Rule`. */
function isOf(type: string, principal: string): boolean {
  const [service = ''] = principal.split(/[.-]/);
  return principal.endsWith('.amazonaws.com') && (type.split('::')[1] ?? '').toLowerCase().startsWith(service);
}

function shownPrincipal({ Principal: principal }: Properties): string {
  return typeof principal === 'string' ? principal : 'another account';
}

/** As who writes the app knows it: `Service/Api/GET--chat/Resource` is one construct for them. */
function pathOf(resource: CfnResource): string {
  return resource.node.path.replace(/\/(Resource|Default)$/, '');
}
