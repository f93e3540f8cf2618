import { accountAssumptions } from './account-assumptions';
import { ApiGateway } from './api-gateway/api-gateway';
import { aliasesUnderRelease } from './assembly/aliases-under-release';
import { readAssembly, type Assembly } from './assembly/read-assembly';
import { CloudFormation } from './cloudformation/cloudformation';
import type { StackOperation } from './cloudformation/stack-operation';
import { CloudWatch } from './cloudwatch/cloudwatch';
import { CodeDeploy } from './codedeploy/codedeploy';
import { codeDeployApi } from './codedeploy/codedeploy-api';
import { codeDeployAssumptions } from './codedeploy/codedeploy-assumptions';
import { CODEDEPLOY_DEFAULTS } from './codedeploy/codedeploy-ports';
import { codeDeployResources } from './codedeploy/codedeploy-resources';
import { DynamoDb } from './dynamodb/dynamodb';
import { tableResources } from './dynamodb/table-resources';
import { Endpoint, type ReceivedRequest } from './endpoint/endpoint';
import { jsonProtocol } from './endpoint/json-protocol';
import { queryProtocol } from './endpoint/query-protocol';
import { routeBySignature } from './endpoint/router';
import { Events } from './events/events';
import { Iam } from './iam/iam';
import { NotEmulated } from './kernel/not-emulated';
import { place as placeOf, withPlace, type Place } from './kernel/place';
import { Randomness } from './kernel/randomness';
import type { ResourceProvider } from './kernel/resource-provider';
import { Simulation } from './kernel/simulation';
import type { WireRequest, WireResponse } from './kernel/wire';
import { Lambda } from './lambda/lambda';
import { lambdaResources } from './lambda/lambda-resources';
import { lambdaWire } from './lambda/lambda-wire';
import { parseTarget } from './lambda/target';
import { HEADER } from './lambda/thread/protocol';
import { threadFile } from './lambda/thread-file';
import { Logs } from './logs/logs';
import { Recorder } from './recorder';
import { S3 } from './s3/s3';
import { Sns } from './sns/sns';
import { Ssm } from './ssm/ssm';
import { Credentials } from './sts/credentials';
import { Workload, type Incident, type VersionBehaviour, type WorkloadRequest } from './workload/workload';

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
  readonly incidents: readonly Incident[];
  readonly behaviours: { readonly blue: VersionBehaviour; readonly green: VersionBehaviour };
}

/** What a call of an AWS API takes, in virtual milliseconds. */
const API_CALL_MS = 10;

/** The version of the bootstrap stack that the account claims to have. */
const BOOTSTRAP_VERSION = '30';

/** An emulated AWS account: the composition root, and the only place where its services meet. */
export class Account {
  readonly simulation: Simulation;
  readonly recorder: Recorder;
  readonly workload: Workload;
  private readonly place: Place;
  private readonly lambda: Lambda;
  private readonly cloudWatch: CloudWatch;
  private readonly codeDeploy: CodeDeploy;
  private readonly cloudFormation: CloudFormation;
  private readonly dynamoDb: DynamoDb;
  private readonly s3 = new S3();
  private readonly ssm: Ssm;
  private readonly iam: Iam;
  private readonly endpoint: Endpoint;
  private readonly providers: readonly ResourceProvider[];
  private readonly route: (request: WireRequest) => Promise<WireResponse>;

  constructor(settings: AccountSettings) {
    const randomness = new Randomness(settings.seed);
    const place = placeOf(settings.accountId, settings.region);
    const simulation = new Simulation(settings.start);
    const now = () => simulation.now;
    this.place = place;
    this.simulation = simulation;
    this.recorder = new Recorder(now);
    this.endpoint = new Endpoint((received) => {
      this.receive(received);
    });
    const credentials = new Credentials(place, randomness, now);
    this.cloudWatch = new CloudWatch({ simulation, place });
    this.dynamoDb = new DynamoDb(simulation);
    this.ssm = new Ssm({ place });
    this.iam = new Iam({ place, randomness });
    this.lambda = new Lambda({
      simulation,
      place,
      randomness,
      threadFile: threadFile(),
      record: (metric, timestamp, value) => {
        this.cloudWatch.metrics.record(metric, timestamp, value);
      },
      endpointPort: () => this.endpoint.port,
      credentials: (roleArn) => credentials.variables(roleArn),
      answer: () => (request) => this.answer(request),
      behaviour: ({ functionName, qualifier }, version) =>
        this.workload.behaviour(functionName, version, qualifier !== undefined && !/^(\d+|\$LATEST)$/.test(qualifier)),
      log: (line) => {
        this.recorder.log(line);
      },
    });
    const invokeAsynchronously = (functionArn: string, event: unknown) => {
      this.lambda.invokeAsynchronously({ functionName: functionArn, payload: JSON.stringify(event) });
    };
    this.workload = new Workload(
      {
        ...settings,
        simulation,
        randomness,
        invoke: ({ functionName, aliasName }, payload) =>
          this.lambda.invoke({ functionName, qualifier: aliasName, payload }),
        model: ({ functionName, aliasName }) => this.lambda.model(functionName, aliasName),
        observe: (request) => {
          this.recorder.request(request);
        },
      },
      settings.behaviours,
    );
    const events = new Events({
      place,
      now,
      eventId: (name) => randomness.identifier(name, 32, '0123456789abcdef'),
      invoke: invokeAsynchronously,
    });
    const sns = new Sns({
      place,
      now,
      invoke: invokeAsynchronously,
      observe: ({ topicArn, subject, message: text }) => {
        this.recorder.message({ topicArn, ...(subject === undefined ? {} : { subject }), text });
      },
    });
    this.codeDeploy = new CodeDeploy({
      simulation,
      place,
      randomness,
      options: CODEDEPLOY_DEFAULTS,
      aliasVersion: (functionName, aliasName) => this.lambda.registry.alias(functionName, aliasName)?.version,
      setAlias: (functionName, aliasName, version, additional) => {
        this.lambda.registry.putAlias(functionName, {
          name: aliasName,
          version,
          ...(additional ? { additional } : {}),
        });
        this.recorder.weight({ functionName, aliasName, version, ...(additional ? { additional } : {}) });
      },
      invokeHook: (functionName, event) => {
        // What CodeDeploy makes of a hook that is not there is written nowhere.
        if (!this.lambda.registry.hasFunction(parseTarget(functionName).functionName)) {
          const fix =
            'Deploy the function before the alias: for a release, its platform’s stack belongs to the assembly.';
          throw new NotEmulated(`A hook that is no function of the account (${functionName})`, 'CodeDeploy', fix);
        }
        invokeAsynchronously(functionName, event);
      },
      pollAlarms: (names) => {
        const states = this.cloudWatch.states(names);
        return {
          red: names.filter((name) => states.get(name) === 'ALARM'),
          unreadable: names.filter((name) => !states.has(name)),
        };
      },
      emit: (event) => {
        events.put(event);
      },
      observe: (deployment, what) => {
        this.recorder.note('CodeDeploy', `${deployment.id}: ${what}`, deployment.id);
      },
    });
    this.cloudWatch.onStateChange(({ alarm, from, to, reason }) => {
      this.recorder.note('CloudWatch', `${alarm}: ${from} → ${to}. ${reason}`, alarm);
    });
    const logs = new Logs({ place });
    const apiGateway = new ApiGateway({ place, randomness });
    this.providers = [
      ...apiGateway.providers,
      this.cloudWatch.provider,
      ...codeDeployResources(this.codeDeploy, place),
      ...tableResources(this.dynamoDb, place, (bucket, key) => this.s3.text(bucket, key)),
      events.provider,
      ...this.iam.providers,
      ...lambdaResources(this.lambda, (bucket, key) => this.s3.directory(bucket, key)),
      ...logs.providers,
      ...sns.providers,
      ...this.ssm.providers,
    ];
    this.cloudFormation = new CloudFormation({
      simulation,
      place,
      randomness,
      providers: this.providers,
      ssmParameter: (name) => this.ssm.parameter(name),
      aliasDeployments: {
        deploy: (request) => {
          const { functionName } = parseTarget(request.functionName);
          this.workload.setGreen(functionName, request.targetVersion);
          const { deployment, finished } = this.codeDeploy.deploy({ ...request, functionName });
          return {
            deploymentId: deployment.id,
            finished: finished.then(({ status, errorInformation, rollbackDeploymentId }) => ({
              succeeded: status === 'Succeeded',
              message: errorInformation?.message ?? '',
              ...(rollbackDeploymentId === undefined ? {} : { rollbackDeploymentId }),
            })),
          };
        },
      },
    });
    this.route = routeBySignature(
      {
        codedeploy: jsonProtocol(codeDeployApi(this.codeDeploy, place), '1.1'),
        dynamodb: this.dynamoDb.wire,
        lambda: lambdaWire(this.lambda),
        s3: this.s3.wire,
        sns: queryProtocol(sns.api),
        ssm: jsonProtocol(this.ssm.api, '1.1'),
        sts: queryProtocol(credentials.api),
      },
      (accessKeyId) => credentials.roleOf(accessKeyId),
    );
    this.ssm.put('/cdk-bootstrap/hnb659fds/version', BOOTSTRAP_VERSION);
    for (const [name, value] of Object.entries(settings.parameters)) this.ssm.put(name, value);
  }

  async open(): Promise<void> {
    await Promise.all([this.endpoint.listen(), this.dynamoDb.listen()]);
  }

  /** Ends every thread and closes every port. */
  async close(): Promise<void> {
    await this.lambda.stop();
    await Promise.all([this.endpoint.close(), this.dynamoDb.close()]);
  }

  /** Reads an assembly, and stops by name at anything in it that is not emulated. Nothing is deployed. */
  read(directory: string): Assembly {
    const assembly = readAssembly(directory);
    for (const stack of assembly.stacks) this.cloudFormation.validate({ ...stack, where: stack.templateFile });
    return assembly;
  }

  /** Deploys the stacks of an assembly, one after the other, until one fails. Runs inside the simulation. */
  async deploy(assembly: Assembly): Promise<readonly StackOperation[]> {
    for (const { bucketName, objectKey, path } of assembly.files)
      this.s3.put(withPlace(bucketName, this.place), objectKey, path);
    const operations: StackOperation[] = [];
    for (const stack of assembly.stacks) {
      const operation = await this.cloudFormation.deploy({ ...stack, where: stack.templateFile });
      operations.push(operation);
      for (const event of operation.events) this.recorder.stackEvent(event);
      if (operation.status.includes('ROLLBACK')) break;
    }
    return operations;
  }

  /** The aliases of an assembly's stacks that CodeDeploy moves, as the account has them now. */
  releasedAliases(assembly: Assembly) {
    return assembly.stacks.flatMap(({ name: stackName, template }) =>
      aliasesUnderRelease(template).map((logicalId) => {
        const resource = this.cloudFormation.resources(stackName).get(logicalId);
        const target = resource ? parseTarget(resource.physical.id) : undefined;
        const aliasName = target?.qualifier ?? '';
        const functionName = target?.functionName ?? '';
        const version = target ? this.lambda.registry.alias(functionName, aliasName)?.version : undefined;
        return { stackName, logicalId, functionName, aliasName, ...(version === undefined ? {} : { version }) };
      }),
    );
  }

  deployments() {
    return this.codeDeploy.all();
  }

  /** All SSM parameters by name. */
  parameters(): ReadonlyMap<string, string> {
    return this.ssm.all();
  }

  /** All items of all tables, as plain values in the order of their keys. */
  async tables(): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> {
    const { TableNames } = await this.dynamoDb.call<{ TableNames: string[] }>('ListTables', {});
    const tables = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
    for (const name of TableNames) tables.set(name, await this.dynamoDb.items(name));
    return tables;
  }

  /** The resource types that are emulated, by their AWS names. */
  resourceTypes(): readonly string[] {
    return this.providers.map(({ type }) => type);
  }

  /** What AWS leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    return [
      ...this.cloudFormation.assumptions(),
      ...codeDeployAssumptions(CODEDEPLOY_DEFAULTS),
      ...this.cloudWatch.assumptions(),
      ...this.iam.assumptions(),
      ...accountAssumptions(API_CALL_MS),
    ];
  }

  private receive({ request, ...received }: ReceivedRequest): void {
    const environment = request.headers[HEADER.environment] ?? '';
    this.lambda.receiveCall(environment, Number(request.headers[HEADER.call]), { request, ...received });
  }

  private async answer(request: WireRequest): Promise<WireResponse> {
    await this.simulation.sleep(API_CALL_MS);
    const outside = request.headers[HEADER.outside];
    if (outside === undefined) return this.route(request);
    this.recorder.outsideCall({ method: request.method, url: outside, body: request.body.toString('utf8') });
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  }
}
