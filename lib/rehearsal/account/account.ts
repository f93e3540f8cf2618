import { ApiGateway } from '../api-gateway/api-gateway';
import { API_GATEWAY_ASSUMPTIONS } from '../api-gateway/api-gateway-assumptions';
import { aliasesUnderRelease } from '../assembly/aliases-under-release';
import type { AssemblyStack } from '../assembly/assembly-stack';
import type { Assembly } from '../assembly/read-assembly';
import { CloudFormation } from '../cloudformation/cloudformation';
import type { CloudFormationOptions } from '../cloudformation/cloudformation-options';
import { ownMember } from '../cloudformation/own-member';
import type { StackParameters } from '../cloudformation/parameters';
import type { StackOperation } from '../cloudformation/stack-operation';
import type { StackSource } from '../cloudformation/stack-source';
import { templateFeatures } from '../cloudformation/template-features';
import { CloudWatch } from '../cloudwatch/cloudwatch';
import type { CloudWatchOptions } from '../cloudwatch/cloudwatch-options';
import { CodeDeploy } from '../codedeploy/codedeploy';
import { codeDeployAssumptions } from '../codedeploy/codedeploy-assumptions';
import { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from '../codedeploy/codedeploy-ports';
import { DynamoDb } from '../dynamodb/dynamodb';
import { ApiCalls } from '../endpoint/api-calls';
import { Endpoint, type ReceivedRequest } from '../endpoint/endpoint';
import { Events } from '../events/events';
import { carryCall } from '../faults/carry-call';
import { Faults } from '../faults/faults';
import { Iam } from '../iam/iam';
import { serviceFeatures } from '../features/service-features';
import { ApiError } from '../kernel/api-error';
import { place as placeOf, withPlace } from '../kernel/place';
import { Randomness } from '../kernel/randomness';
import type { ResourceProvider } from '../kernel/resource-provider';
import { Simulation } from '../kernel/simulation';
import type { WireRequest, WireResponse } from '../kernel/wire';
import { eventSourceAssumptions } from '../lambda/event-source/event-source-settings';
import { Lambda } from '../lambda/lambda';
import { type LambdaOptions } from '../lambda/lambda-options';
import { parseTarget } from '../lambda/target';
import { HEADER } from '../lambda/thread/protocol';
import { Logs } from '../logs/logs';
import { Recorder } from '../recorder';
import { isFailed } from '../stack-observation';
import { S3 } from '../s3/s3';
import { Scheduler } from '../scheduler/scheduler';
import { SecretsManager } from '../secretsmanager/secrets-manager';
import { Sns } from '../sns/sns';
import { Sqs } from '../sqs/sqs';
import { Ssm } from '../ssm/ssm';
import { StepFunctions } from '../stepfunctions/step-functions';
import { STEP_FUNCTIONS_ASSUMPTIONS } from '../stepfunctions/step-functions-assumptions';
import { Credentials } from '../sts/credentials';
import type { Way } from '../workload/front-door';
import { FunctionModels, type ModelledFunctions } from '../workload/function-models';
import { Workload, type Incident, type VersionBehaviour, type WorkloadRequest } from '../workload/workload';
import { accountAssumptions } from './account-assumptions';
import { alarmActions } from './alarm-actions';
import { apiServices } from './api-services';
import { ApiTraffic } from './api-traffic';
import { Authorization } from './authorization';
import { cloudFormationPorts } from './cloudformation-ports';
import { callNames } from './call-names';
import { codeDeployPorts } from './codedeploy-ports';
import { customerCalls } from './customer-calls';
import { eventsPorts } from './events-ports';
import { lambdaPorts } from './lambda-ports';
import { noteDetours } from './note-callers';
import { answerOperator, checkOperatorCall, operatorArn } from './operator';
import { resourceProviders } from './resource-providers';
import { schedulerPorts } from './scheduler-ports';
import { snsPorts } from './sns-ports';
import { SERVICE_CALLS } from './service-calls';
import type { Services } from './services';
import { stepFunctionsPorts } from './step-functions-ports';

/** What can be chosen of each service. */
export interface ChosenOptions {
  readonly codeDeploy?: Partial<CodeDeployOptions>;
  readonly cloudWatch?: Partial<CloudWatchOptions>;
  readonly cloudFormation?: Partial<CloudFormationOptions>;
  readonly lambda?: Partial<LambdaOptions>;
}

export interface AccountSettings {
  readonly seed: number;
  /** Virtual milliseconds since the epoch. */
  readonly start: number;
  readonly accountId: string;
  readonly region: string;
  /** SSM parameters that are there beforehand, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly requestsPerSecond: number;
  readonly requests: readonly WorkloadRequest[] | undefined;
  /** How customers come to an alias. Left out: through the API in front of it, if there is exactly one. */
  readonly through?: Way;
  readonly incidents: readonly Incident[];
  readonly behaviours: { readonly blue: VersionBehaviour; readonly green: VersionBehaviour };
  /** The models of functions that cannot be run. */
  readonly functions?: ModelledFunctions;
  /** What AWS leaves open, chosen otherwise than by default. */
  readonly assumptions?: ChosenOptions;
}

/** What a call of an AWS API takes, in virtual milliseconds. */
const API_CALL_MS = 10;

/** The version of the bootstrap stack that the account claims to have. */
const BOOTSTRAP_VERSION = '30';

/** An emulated AWS account: the composition root, and the only place where its services meet. */
export class Account implements Services {
  readonly simulation: Simulation;
  readonly randomness: Randomness;
  readonly place: Services['place'];
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly authorization: Authorization;
  readonly apis: ApiCalls;
  readonly apiGateway: ApiGateway;
  readonly apiTraffic: ApiTraffic;
  readonly cloudFormation: CloudFormation;
  readonly cloudWatch: CloudWatch;
  readonly codeDeploy: CodeDeploy;
  readonly dynamoDb: DynamoDb;
  readonly events: Events;
  readonly functionModels: FunctionModels;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly logs: Logs;
  readonly s3 = new S3();
  readonly scheduler: Scheduler;
  readonly secretsManager: SecretsManager;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly ssm: Ssm;
  readonly stepFunctions: StepFunctions;
  readonly workload: Workload;
  private readonly codeDeployOptions: CodeDeployOptions;
  private readonly providers: readonly ResourceProvider[];

  /** Services are made in the order in which they need each other; a port that is called later may name any. */
  constructor(settings: AccountSettings) {
    const simulation = new Simulation(settings.start);
    const randomness = new Randomness(settings.seed);
    const place = placeOf(settings.accountId, settings.region);
    const now = () => simulation.now;
    const chosen = settings.assumptions ?? {};
    this.codeDeployOptions = { ...CODEDEPLOY_DEFAULTS, ...chosen.codeDeploy };
    this.simulation = simulation;
    this.randomness = randomness;
    this.place = place;
    this.recorder = new Recorder(now);
    this.faults = new Faults(now);
    this.endpoint = new Endpoint((received) => {
      this.receive(received);
    });
    this.credentials = new Credentials(place, randomness, now);
    this.cloudWatch = new CloudWatch({ simulation, place, act: alarmActions(this), options: chosen.cloudWatch ?? {} });
    this.cloudWatch.onStateChange(({ alarm, from, to, reason }) => {
      this.recorder.note('CloudWatch', `${alarm}: ${from} → ${to}. ${reason}`, alarm);
    });
    this.dynamoDb = new DynamoDb(simulation, { place });
    this.logs = new Logs({ place });
    this.apiGateway = new ApiGateway({ place, randomness });
    this.ssm = new Ssm({ place, now });
    this.iam = new Iam({ place, randomness, now, tagsOf: (arn) => this.cloudFormation.tagsOf(arn) });
    this.authorization = new Authorization({
      accountId: place.accountId,
      iam: this.iam,
      resourcePolicies: (arn) => this.resourcePolicies(arn),
      denied: (call) => {
        this.recorder.denied(call);
      },
    });
    const isGreen = (functionName: string, version: string) =>
      this.workload.isGreen(functionName, this.lambda.registry.publishedAs(functionName, version));
    this.functionModels = new FunctionModels({ randomness, isGreen }, settings.functions ?? {});
    this.lambda = new Lambda({
      ...lambdaPorts(this, (request) => this.answer(request)),
      models: this.functionModels,
      options: chosen.lambda ?? {},
    });
    this.apiTraffic = new ApiTraffic(this, settings.through);
    this.workload = new Workload(
      {
        ...settings,
        simulation,
        randomness,
        frontDoor: (alias) => this.apiTraffic.frontDoor(alias),
        reached: (alias) => this.apiTraffic.reached(alias),
        ...customerCalls(this),
        observe: (request) => {
          this.recorder.request(request);
        },
      },
      settings.behaviours,
    );
    this.events = new Events(eventsPorts(this));
    this.sns = new Sns(snsPorts(this));
    this.sqs = new Sqs({ simulation, place, randomness, urlBase: () => `http://127.0.0.1:${this.endpoint.port}` });
    this.secretsManager = new SecretsManager({ place, randomness, now });
    this.scheduler = new Scheduler(schedulerPorts(this));
    this.codeDeploy = new CodeDeploy(codeDeployPorts(this, this.codeDeployOptions));
    this.stepFunctions = new StepFunctions(stepFunctionsPorts(this));
    this.providers = resourceProviders(this);
    this.cloudFormation = new CloudFormation(
      cloudFormationPorts(
        this,
        this.providers,
        (alias, deploymentId) => {
          noteDetours(this, alias, deploymentId);
        },
        chosen.cloudFormation,
      ),
    );
    this.apis = new ApiCalls(apiServices(this), {
      region: place.region,
      callerOf: (accessKeyId) => {
        const roleArn = this.credentials.roleOf(accessKeyId);
        return roleArn === undefined ? undefined : { roleArn };
      },
      authorize: (caller, permission) => {
        if (caller.roleArn === operatorArn(place)) return;
        this.authorization.authorize(caller, permission);
      },
      carry: async ({ service, operation, caller }, perform) => {
        if (caller.roleArn === operatorArn(place)) {
          checkOperatorCall({ service, operation });
          return perform();
        }
        await simulation.sleep(API_CALL_MS);
        const fault = this.faults.strike('api', () => callNames(service, operation));
        return fault ? carryCall(fault, perform, simulation) : perform();
      },
    });
    this.ssm.put('/cdk-bootstrap/hnb659fds/version', BOOTSTRAP_VERSION);
    for (const [name, value] of Object.entries(settings.parameters)) this.ssm.put(name, value);
  }

  async open(): Promise<void> {
    await this.endpoint.listen();
  }

  /** Ends every thread and closes every port. */
  async close(): Promise<void> {
    await this.lambda.stop();
    await this.endpoint.close();
  }

  /** Stops by name at anything in an assembly that is not emulated. Nothing is deployed. */
  validate(assembly: Assembly, parameters: StackParameters = {}): void {
    for (const stack of assembly.stacks) this.cloudFormation.validate(sourceOf(stack, parameters));
  }

  /** Deploys the stacks of an assembly, one after the other, until one fails. Runs inside the simulation. */
  async deploy(assembly: Assembly, parameters: StackParameters = {}): Promise<readonly StackOperation[]> {
    this.apiTraffic.beginStep();
    for (const { bucketName, objectKey, path } of assembly.files)
      this.s3.put(withPlace(bucketName, this.place), objectKey, path);
    const operations: StackOperation[] = [];
    for (const stack of assembly.stacks) {
      const operation = await this.deployStack(sourceOf(stack, parameters));
      operations.push(operation);
      for (const event of operation.events) this.recorder.stackEvent(event);
      if (isFailed(operation)) break;
    }
    return operations;
  }

  /** A stack that cannot be deployed at all, for what an earlier operation left of it, fails as it is. */
  private async deployStack(source: StackSource): Promise<StackOperation> {
    try {
      return await this.cloudFormation.deploy(source);
    } catch (error) {
      const status = this.cloudFormation.status(source.name);
      if (!(error instanceof ApiError) || status === undefined) throw error;
      return { stackName: source.name, kind: 'update', status, reason: error.message, events: [] };
    }
  }

  /** The aliases of an assembly's stacks that CodeDeploy moves, as the account has them now. */
  releasedAliases(assembly: Assembly) {
    return assembly.stacks.flatMap(({ name: stackName, template }) =>
      aliasesUnderRelease(template).map((logicalId) => {
        const resource = this.cloudFormation.resources(stackName).get(logicalId);
        const target = resource ? parseTarget(resource.physical.id) : undefined;
        const aliasName = target?.qualifier ?? '';
        const functionName = target?.functionName ?? '';
        const { version, additional } = (target && this.lambda.registry.alias(functionName, aliasName)) ?? {};
        return {
          ...{ stackName, logicalId, functionName, aliasName },
          ...(version === undefined ? {} : { version }),
          ...(additional ? { additional } : {}),
        };
      }),
    );
  }

  /** All items of all tables, as plain values in the order of their keys. */
  async tables(): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> {
    const { TableNames } = await this.dynamoDb.call<{ TableNames: string[] }>('ListTables', {});
    const tables = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
    for (const name of TableNames) tables.set(name, await this.dynamoDb.items(name));
    return tables;
  }

  /** What this account emulates. */
  features() {
    return {
      services: serviceFeatures(this.providers, apiServices(this)),
      templates: templateFeatures(this.place),
      assumptions: this.assumptions(),
    };
  }

  /** The operations that can be called, as policies name them. */
  callNames(): readonly string[] {
    const called = Object.entries(apiServices(this)).flatMap(([service, { api }]) =>
      api.operations.flatMap((operation) => callNames(service, operation)),
    );
    return [...new Set([...called, ...SERVICE_CALLS])];
  }

  /** What AWS leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    return [
      ...this.cloudFormation.assumptions(),
      ...API_GATEWAY_ASSUMPTIONS,
      ...codeDeployAssumptions(this.codeDeployOptions),
      ...this.cloudWatch.assumptions(),
      ...this.iam.assumptions(),
      ...this.events.assumptions(),
      ...this.sns.assumptions(),
      ...this.sqs.assumptions(),
      ...this.scheduler.assumptions(),
      ...this.dynamoDb.assumptions(),
      ...eventSourceAssumptions(),
      ...this.lambda.assumptions(),
      ...this.functionModels.assumptions(),
      ...STEP_FUNCTIONS_ASSUMPTIONS,
      ...accountAssumptions(API_CALL_MS),
    ];
  }

  private resourcePolicies(arn: string) {
    const topic = this.sns.policy(arn) ?? (arn.includes(':sqs:') ? this.sqs.policy(arn) : undefined);
    const statements = this.lambda.registry.resourcePolicy(arn);
    return [
      ...(topic === undefined ? [] : [{ name: `the policy of ${arn}`, document: topic }]),
      ...(statements.length === 0
        ? []
        : [{ name: `the policy of ${arn}`, document: { Version: '2012-10-17', Statement: statements } }]),
    ];
  }

  private receive({ request, ...received }: ReceivedRequest): void {
    const environment = request.headers[HEADER.environment];
    if (environment === undefined) {
      this.simulation.background(() => answerOperator({ request, ...received }, (one) => this.apis.answer(one)));
      return;
    }
    this.lambda.receiveCall(environment, Number(request.headers[HEADER.call]), { request, ...received });
  }

  private async answer(request: WireRequest): Promise<WireResponse> {
    const outside = request.headers[HEADER.outside];
    if (outside === undefined) return this.apis.answer(request);
    await this.simulation.sleep(API_CALL_MS);
    const { pathname, search } = new URL(outside);
    const body = request.body.toString('utf8');
    if (this.cloudFormation.answerCustomResource(`${pathname}${search}`, body)) {
      return { status: 200, headers: {}, body: '' };
    }
    this.recorder.outsideCall({ method: request.method, url: outside, body });
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  }
}

function sourceOf(stack: AssemblyStack, parameters: StackParameters): StackSource {
  return { ...stack, where: stack.templateFile, parameters: ownMember(parameters, stack.name) ?? {} };
}
