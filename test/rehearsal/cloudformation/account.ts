import {
  type AliasDeploymentRequest,
  type AliasDeploymentResult,
} from '../../../lib/rehearsal/cloudformation/alias-deployments';
import { CloudFormation } from '../../../lib/rehearsal/cloudformation/cloudformation';
import { type CloudFormationOptions } from '../../../lib/rehearsal/cloudformation/cloudformation-options';
import { type CloudFormationProvider } from '../../../lib/rehearsal/cloudformation/cloudformation-provider';
import { type CustomResourceEvent } from '../../../lib/rehearsal/cloudformation/custom-resources/custom-resource-event';
import { type ReferenceSources } from '../../../lib/rehearsal/cloudformation/dynamic-references/reference-sources';
import { type StackEvent, type StackOperation } from '../../../lib/rehearsal/cloudformation/stack-operation';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { objectAt } from '../../../lib/rehearsal/s3/object-at';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

interface Properties {
  readonly Name?: string;
  readonly Value?: unknown;
  readonly Fixed?: unknown;
  readonly NewId?: string;
  readonly Sealed?: string;
}

interface Ports {
  /** Whether there are functions for custom resources. */
  readonly customResources?: boolean;
  readonly responseUrl?: (requestId: string) => string;
  /** In place of the account's own parameters, which have no versions. */
  readonly sources?: ReferenceSources;
}

/** An account with things and aliases only, which writes down every call that reaches them. */
export class Account {
  readonly calls: string[] = [];
  /** Virtual duration and outcome of the next deployments, in order. */
  readonly deployments: (AliasDeploymentResult & { readonly afterMs: number })[] = [];
  readonly requests: AliasDeploymentRequest[] = [];
  readonly parameters = new Map<string, string>();
  /** Calls that answer with an error: as written down, or by their verb and logical id, such as `update Queue`. */
  readonly broken = new Map<string, Error>();
  readonly simulation = new Simulation(0);
  readonly cloudFormation: CloudFormation;

  /** What is at the URLs of S3: texts by bucket and key. */
  readonly objects = new Map<string, string>();
  /** The roles that CloudFormation may act by. */
  readonly roles = new Set<string>();
  /** How updates by API have ended. */
  readonly updated: StackOperation[] = [];

  readonly customRequests: CustomResourceEvent[] = [];
  readonly customTokens: string[] = [];
  /** What the function of every custom resource answers; what it leaves out is answered as it should be. */
  customAnswer: (event: CustomResourceEvent) => object | 'silence' = () => ({ PhysicalResourceId: 'made' });
  /** What keeps that function from being invoked. */
  customError: Error | undefined;

  constructor(
    options: Partial<CloudFormationOptions> = {},
    { customResources = true, responseUrl, sources }: Ports = {},
  ) {
    this.cloudFormation = new CloudFormation({
      simulation: this.simulation,
      place: place('111122223333', 'eu-west-1'),
      randomness: new Randomness(7),
      providers: [this.provider('Test::Thing'), this.provider('Test::Other'), this.provider('AWS::Lambda::Alias')],
      ssmParameter: (name) => this.parameters.get(name),
      aliasDeployments: {
        deploy: (request) => {
          this.requests.push(request);
          const deploymentId = `d-${this.requests.length}`;
          this.call(`deploy ${deploymentId}`);
          const { afterMs, ...result } = this.deployments.shift() ?? { afterMs: 0, succeeded: true, message: '' };
          return { deploymentId, finished: this.simulation.sleep(afterMs).then(() => result) };
        },
      },
      ...(customResources && {
        customResources: {
          invoke: (serviceToken: string, event: CustomResourceEvent) => {
            this.customTokens.push(serviceToken);
            this.customRequests.push(event);
            if (this.customError) return Promise.reject(this.customError);
            this.answer(event);
            return Promise.resolve();
          },
        },
      }),
      ...(responseUrl && { responseUrl }),
      updates: {
        objectAt: (url) => objectAt(url, '127.0.0.1:1'),
        objectText: ({ bucket, key }) => this.objects.get(`${bucket}/${key}`),
        canAssume: (roleArn) => this.roles.has(roleArn),
        updated: (operation) => this.updated.push(operation),
      },
      ...sources,
      options,
    });
  }

  deploy(resources: object, others: object = {}, name = 'Chat'): Promise<StackOperation> {
    const source = { name, template: { Resources: resources, ...others }, where: `${name}.json` };
    return this.simulation.run(() => this.cloudFormation.deploy(source));
  }

  /** As by the API operation `UpdateStack`. */
  update(resources: object, others: object = {}, name = 'Chat'): Promise<StackOperation> {
    const source = { name, template: { Resources: resources, ...others }, where: `${name}.json` };
    return this.simulation.run(() => this.cloudFormation.update(source));
  }

  remove(name = 'Chat'): Promise<StackOperation> {
    return this.simulation.run(() => this.cloudFormation.remove(name));
  }

  /** The calls since the last time they were asked for. */
  takeCalls(): readonly string[] {
    return this.calls.splice(0);
  }

  /** Physical ids of a stack's resources. */
  physicalIds(name = 'Chat'): Record<string, string> {
    return Object.fromEntries([...this.cloudFormation.resources(name)].map(([id, { physical }]) => [id, physical.id]));
  }

  private answer(event: CustomResourceEvent): void {
    const answer = this.customAnswer(event);
    if (answer === 'silence') return;
    const { StackId, RequestId, LogicalResourceId } = event;
    const { pathname, search } = new URL(event.ResponseURL);
    const body = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, ...answer };
    this.cloudFormation.answerCustomResource(`${pathname}${search}`, JSON.stringify(body));
  }

  private call(text: string, summary = text): void {
    this.calls.push(text);
    const error = this.broken.get(text) ?? this.broken.get(summary);
    if (error) throw error;
  }

  /**
   * A thing is updated in place, unless its `Fixed` property changes or it is `Sealed`: then it is replaced.
   * `NewId` replaces it within the update.
   */
  private provider(type: string): CloudFormationProvider {
    let made = 0;
    const call = (text: string, logicalId: string) => {
      this.call(text, `${text.split(' ')[0] ?? ''} ${logicalId}`);
    };
    return {
      type,
      attributes: ['Arn', 'Value'],
      create: (given, { logicalId }) => {
        const { Name, Value } = given as Properties;
        call(`create ${logicalId}`, logicalId);
        made += 1;
        const id = Name ?? `${logicalId}-${made}`;
        return Promise.resolve({ id, attributes: { Arn: `arn:${id}`, Value: String(Value) } });
      },
      update: ({ physical, previous, next }, { logicalId }) => {
        if ((previous as Properties).Fixed !== (next as Properties).Fixed) return Promise.resolve('replace');
        if ((previous as Properties).Sealed === 'sealed') return Promise.resolve('replace');
        call(`update ${logicalId} ${JSON.stringify(previous)} → ${JSON.stringify(next)}`, logicalId);
        const Value = String((next as Properties).Value);
        const id = (next as Properties).NewId ?? physical.id;
        return Promise.resolve({ id, attributes: { ...physical.attributes, Value } });
      },
      remove: ({ id }, _, { logicalId }) => {
        call(`remove ${id}`, logicalId);
        return Promise.resolve();
      },
    };
  }
}

/** An error of a service. */
export function serviceError(message: string, code = 'ThingNotFoundException'): ApiError {
  return new ApiError(code, message);
}

/** Events as short lines. */
export function lines(events: readonly StackEvent[]): readonly string[] {
  return events.map(({ at, logicalId, status, reason }) =>
    [`${at / 1000} s`, logicalId, status, ...(reason === undefined ? [] : [reason])].join(' '),
  );
}

/** A resource of an ordinary type. */
export function thing(properties: object = {}, attributes: object = {}): object {
  return { Type: 'Test::Thing', Properties: properties, ...attributes };
}
