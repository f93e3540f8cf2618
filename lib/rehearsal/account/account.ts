import { ApiGateway } from '../api-gateway/api-gateway';
import type { Assembly } from '../assembly/read-assembly';
import { CloudFormation } from '../cloudformation/cloudformation';
import type { StackParameters } from '../cloudformation/given-parameters';
import type { StackOperation } from '../cloudformation/stack-operation';
import { templateFeatures } from '../cloudformation/template-features';
import { CloudWatch } from '../cloudwatch/cloudwatch';
import { CodeDeploy } from '../codedeploy/codedeploy';
import { codeDeployAssumptions } from '../codedeploy/codedeploy-assumptions';
import { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from '../codedeploy/codedeploy-ports';
import { DynamoDb } from '../dynamodb/dynamodb';
import { ApiCalls } from '../endpoint/api-calls';
import { Endpoint, type ReceivedRequest } from '../endpoint/endpoint';
import { Events } from '../events/events';
import { Faults } from '../faults/faults';
import { Iam } from '../iam/iam';
import { serviceFeatures } from '../features/service-features';
import { place as placeOf } from '../kernel/place';
import { Randomness } from '../kernel/randomness';
import type { ResourceProvider } from '../kernel/resource-provider';
import { Simulation } from '../kernel/simulation';
import type { WireRequest } from '../kernel/wire';
import { Lambda } from '../lambda/lambda';
import { HEADER } from '../lambda/thread/protocol';
import { Logs } from '../logs/logs';
import { Recorder } from '../recorder';
import { S3 } from '../s3/s3';
import { Scheduler } from '../scheduler/scheduler';
import { Kms } from '../kms/kms';
import { SecretsManager } from '../secretsmanager/secrets-manager';
import { Sns } from '../sns/sns';
import { Sqs } from '../sqs/sqs';
import { Ssm } from '../ssm/ssm';
import { StepFunctions } from '../stepfunctions/step-functions';
import { Credentials } from '../sts/credentials';
import { FunctionModels } from '../workload/function-models';
import { History } from '../workload/history';
import { Workload } from '../workload/workload';
import type { AccountSettings } from './account-settings';
import { alarmActions } from './alarm-actions';
import { allAssumptions } from './all-assumptions';
import { apiCallsPorts } from './api-calls-ports';
import { answerHandler } from './answer-handler';
import { apiServices } from './api-services';
import { ApiTraffic } from './api-traffic';
import { Authorization } from './authorization';
import { CommandTime } from './command-time';
import { answerWait, WAIT_PATH } from './command-waits';
import { cloudFormationPorts } from './cloudformation-ports';
import { callNames } from './call-names';
import { codeDeployPorts } from './codedeploy-ports';
import { customerCalls, pastCalls } from './customer-calls';
import { deployAssembly, releasedAliases, validateAssembly } from './deploy-assembly';
import { dynamoDbPorts } from './dynamodb-ports';
import { eventsPorts } from './events-ports';
import { lambdaPorts } from './lambda-ports';
import { noteDetours } from './note-callers';
import { answerOperator } from './operator';
import { resourcePolicies } from './resource-policies';
import { resourceProviders } from './resource-providers';
import { schedulerPorts } from './scheduler-ports';
import { snsPorts } from './sns-ports';
import { SERVICE_CALLS } from './service-calls';
import type { Services } from './services';
import { stepFunctionsPorts } from './step-functions-ports';

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
  readonly commandTime: CommandTime;
  readonly cloudWatch: CloudWatch;
  readonly codeDeploy: CodeDeploy;
  readonly dynamoDb: DynamoDb;
  readonly events: Events;
  readonly functionModels: FunctionModels;
  readonly iam: Iam;
  readonly kms: Kms;
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
    this.commandTime = new CommandTime(simulation);
    this.recorder = new Recorder(now);
    this.faults = new Faults(now);
    this.endpoint = new Endpoint((received) => {
      this.receive(received);
    });
    this.credentials = new Credentials({ place, randomness, now, roleId: (arn) => this.iam.role(arn)?.id });
    this.cloudWatch = new CloudWatch({ simulation, place, act: alarmActions(this), options: chosen.cloudWatch ?? {} });
    this.cloudWatch.onStateChange(({ alarm, from, to, reason }) => {
      this.recorder.note('CloudWatch', `${alarm}: ${from} → ${to}. ${reason}`, alarm);
    });
    this.dynamoDb = new DynamoDb(dynamoDbPorts(this), { place, ...chosen.dynamoDb });
    this.logs = new Logs({ place });
    this.apiGateway = new ApiGateway({ place, randomness });
    this.ssm = new Ssm({ place, now });
    this.iam = new Iam({ place, randomness, now, tagsOf: (arn) => this.cloudFormation.stacks.tagsOf(arn) });
    this.authorization = new Authorization({
      accountId: place.accountId,
      iam: this.iam,
      resourcePolicies: (arn) => resourcePolicies(this, arn),
      denied: (call) => {
        this.recorder.denied(call);
      },
    });
    const isGreen = (functionName: string, version: string) =>
      this.workload.isGreen(functionName, this.lambda.registry.publishedAs(functionName, version));
    this.functionModels = new FunctionModels({ randomness, isGreen }, settings.functions ?? {});
    this.lambda = new Lambda({
      ...lambdaPorts(this, (request) => answerHandler(this, request, API_CALL_MS)),
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
        history: new History({ randomness, past: settings.history, ...pastCalls(this) }),
        observe: (request) => {
          this.recorder.request(request);
        },
      },
      settings.behaviours,
      settings.incidents,
    );
    this.events = new Events(eventsPorts(this));
    this.sns = new Sns(snsPorts(this));
    this.sqs = new Sqs({ simulation, place, randomness, urlBase: () => `http://127.0.0.1:${this.endpoint.port}` });
    this.kms = new Kms({ place, randomness });
    this.secretsManager = new SecretsManager({ place, randomness, now });
    this.scheduler = new Scheduler(schedulerPorts(this));
    this.codeDeploy = new CodeDeploy(codeDeployPorts(this, this.codeDeployOptions));
    this.stepFunctions = new StepFunctions(stepFunctionsPorts(this), chosen.stepFunctions);
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
    this.apis = new ApiCalls(apiServices(this), apiCallsPorts(this, API_CALL_MS));
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
    validateAssembly(this.cloudFormation, assembly, parameters);
  }

  /** Deploys the stacks of an assembly, one after the other, until one fails. Runs inside the simulation. */
  async deploy(assembly: Assembly, parameters: StackParameters = {}): Promise<readonly StackOperation[]> {
    this.apiTraffic.beginStep();
    return deployAssembly(this, assembly, parameters);
  }

  /** The aliases of an assembly's stacks that CodeDeploy moves, as the account has them now. */
  releasedAliases(assembly: Assembly) {
    return releasedAliases(this, assembly);
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
    return allAssumptions(this, codeDeployAssumptions(this.codeDeployOptions), API_CALL_MS);
  }

  private receive({ request, ...received }: ReceivedRequest): void {
    const environment = request.headers[HEADER.environment];
    if (environment === undefined && request.path === WAIT_PATH) {
      this.simulation.background(() => answerWait({ request, ...received }, this, this.commandTime));
      return;
    }
    if (environment === undefined) {
      const answer = (one: WireRequest) => this.commandTime.inTurn(() => this.apis.answer(one, true));
      const now = () => this.simulation.now;
      this.simulation.background(() => answerOperator({ request, ...received }, answer, now));
      return;
    }
    this.lambda.receiveCall(environment, Number(request.headers[HEADER.call]), { request, ...received });
  }
}
