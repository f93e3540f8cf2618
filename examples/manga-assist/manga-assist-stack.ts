import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import {
  Gate,
  GatedRelease,
  Gates,
  Judge,
  QualitySuite,
  Rate,
  Suite,
  TrafficPlan,
  type IReleasePlatform,
} from 'sluice';
import { importLines } from './catalogue/import-lines';
import titles from './catalogue/titles.json';
import { rewordingEnvironment, shippedWith, type Rewording } from './rewording/rewording';

export interface MangaAssistStackProps extends StackProps {
  readonly platform: IReleasePlatform;
  /** The example's own folder, with `service/`, `suites/` and the rest. */
  readonly directory: string;
  /** The handler's file, from that folder. */
  readonly handler: string;
  /**
   * By what replies are reworded.
   *
   * @default - by nothing: they are as the rules put them
   */
  readonly rewording?: Rewording;
}

/** The shop assistant: HTTP API → alias → function → catalogue, with every change of the function a gated release. */
export class MangaAssistStack extends Stack {
  readonly chat: lambda.Function;
  readonly release: GatedRelease;

  constructor(scope: Construct, id: string, props: MangaAssistStackProps) {
    super(scope, id, props);

    const catalogue = this.addCatalogue();
    this.chat = this.addFunction(props, catalogue);

    this.release = new GatedRelease(this, 'ChatRelease', {
      platform: props.platform,
      function: this.chat,
      traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) }),
      expectedTraffic: Rate.perDay(50_000),
      // A backstop for an outage, should nothing of the watch be alive. Green has three or four calls a minute here: at 25
      // points one failed call would do.
      maxErrorIncreasePoints: 50,
      gates: [
        ...Gates.standard({
          ciEvidence: { checks: ['unit'] },
          integration: { suite: Suite.fromFile(join(props.directory, 'suites/conversations.yaml')) },
          quality: {
            suite: QualitySuite.fromFile(join(props.directory, 'suites/quality-sample.jsonl')),
            // NOT FOR PRODUCTION: it compares words. Before this serves customers, let a model judge, by Judge.bedrock.
            judge: Judge.offline(),
          },
          throttling: { tables: [catalogue] },
        }),
        Gate.health({ name: 'health-at-100-percent', phase: 'after-traffic' }),
      ],
    });

    Annotations.of(this.release).acknowledgeWarning(
      'sluice:offlineJudge',
      'This is an example that is only rehearsed: the judge has to be free, and the same every time.',
    );
    Annotations.of(this.release).acknowledgeWarning(
      'sluice:httpErrorsUnseen',
      'What goes wrong in the service leaves the handler, so that Lambda counts it.',
    );

    this.addApi(this.release.alias);
  }

  /** The titles, loaded by DynamoDB's own import when the table is made. */
  private addCatalogue(): dynamodb.Table {
    const directory = mkdtempSync(join(tmpdir(), 'manga-assist-'));
    const file = join(directory, 'catalogue.json');
    writeFileSync(file, importLines(titles));
    const lines = new Asset(this, 'CatalogueTitles', { path: file });
    rmSync(directory, { recursive: true });
    return new dynamodb.Table(this, 'Catalogue', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // The shop can import its catalogue again at any time.
      removalPolicy: RemovalPolicy.DESTROY,
      importSource: {
        inputFormat: dynamodb.InputFormat.dynamoDBJson(),
        bucket: lines.bucket,
        keyPrefix: lines.s3ObjectKey,
      },
    });
  }

  private addFunction({ directory, handler, rewording }: MangaAssistStackProps, catalogue: dynamodb.Table) {
    const role = new iam.Role(this, 'ChatRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new logs.LogGroup(this, 'ChatLogs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Scan'],
        resources: [catalogue.tableArn],
      }),
    );
    if (rewording?.kind === 'model') {
      role.addToPolicy(
        new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: [...rewording.modelArns] }),
      );
    }
    return new NodejsFunction(this, 'Chat', {
      entry: join(directory, handler),
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(10),
      role,
      logGroup,
      environment: { CATALOGUE_TABLE: catalogue.tableName, ...rewordingEnvironment(rewording) },
      bundling: {
        // What no model is asked by need not be shipped.
        externalModules: rewording?.kind === 'model' ? [] : ['@aws-sdk/client-bedrock-runtime'],
        mainFields: ['module', 'main'],
        minify: true,
        keepNames: true,
        logLevel: LogLevel.ERROR,
        ...(rewording?.kind === 'recorded' ? { commandHooks: shippedWith(join(directory, rewording.file)) } : {}),
      },
    });
  }

  /** Customers reach the alias, never the function itself: only so does traffic shift. */
  private addApi(alias: lambda.Alias): void {
    const api = new apigateway.HttpApi(this, 'Api', { createDefaultStage: false });
    const integration = new HttpLambdaIntegration('ChatIntegration', alias);
    api.addRoutes({ path: '/chat', methods: [apigateway.HttpMethod.POST], integration });
    api.addRoutes({ path: '/health', methods: [apigateway.HttpMethod.GET], integration });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason: 'Anybody may ask a shop for a manga; nothing here is personal.',
    });
    const accessLogs = new logs.LogGroup(this, 'AccessLogs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    api.addStage('DefaultStage', {
      autoDeploy: true,
      accessLogSettings: { destination: new apigateway.LogGroupLogDestination(accessLogs) },
    });
  }
}
