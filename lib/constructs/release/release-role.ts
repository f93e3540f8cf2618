import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../allow';

export interface ReleaseRoleProps {
  /** Below it, the platform may assume roles. */
  readonly path: string;
  /** Who may assume it; more may come until the synth. */
  readonly askerRoleArns: ReadonlySet<string>;
  /** For which release it may be taken. */
  readonly externalId: string;
  readonly function: lambda.IFunction;
  /** The S3 object of the function's code; undefined where it has none. */
  readonly code: { readonly bucket: string; readonly key: string; readonly version?: string | undefined } | undefined;
  /** The S3 object with the gates. */
  readonly gateFile: { readonly bucket: string; readonly key: string };
  /** The squad's own functions that gates ask. */
  readonly gateFunctions: readonly lambda.IFunction[];
  /** Whether gates keep scores of a version by what it is, which they have to ask for; so does a watch, for its timeout. */
  readonly readsVersions: boolean;
  /** What its watch looks at and makes red, where gates are asked while traffic shifts. */
  readonly watch?:
    | { readonly tables: readonly dynamodb.ITable[]; readonly alarm: cloudwatch.IAlarm; readonly aliasName: string }
    | undefined;
  /** What else its gates may do. */
  readonly statements: readonly iam.PolicyStatement[];
}

/** The role by which the platform acts for one release: all that its gates may touch. */
export class ReleaseRole extends iam.Role {
  private readonly document: iam.PolicyDocument;
  private readsAlarms = false;

  constructor(scope: Construct, id: string, props: ReleaseRoleProps) {
    const callGreen = {
      actions: ['lambda:InvokeFunction'],
      resources: [`${props.function.functionArn}:*`],
      wildcardBecause: 'Gates call the new version by its number, which changes with every release.',
    };
    const readVersions = {
      actions: ['lambda:GetFunctionConfiguration'],
      resources: [props.function.functionArn, ...callGreen.resources],
    };
    const readGates = { actions: ['s3:GetObject'], resources: [objectArn(scope, props.gateFile)] };
    const askFunctions = {
      actions: ['lambda:InvokeFunction'],
      resources: [...new Set(props.gateFunctions.map((fn) => fn.functionArn))],
    };
    const document = new iam.PolicyDocument({
      statements: [
        ...[
          ...[callGreen, readGates],
          ...readingCode(scope, props),
          ...(props.readsVersions || props.watch ? [readVersions] : []),
          ...(askFunctions.resources.length === 0 ? [] : [askFunctions]),
          ...watching(props),
        ].map(({ actions, resources }) => new iam.PolicyStatement({ actions, resources })),
        ...props.statements,
      ],
    });
    super(scope, id, {
      description: `What the release platform may do for ${scope.node.path}`,
      path: props.path,
      // A role that is named as the principal is trusted by its id, which it loses when it is made anew (IAM User
      // Guide, "AWS JSON policy elements: Principal"). Its ARN stays, and it needs a permission of its own besides.
      assumedBy: new iam.PrincipalWithConditions(new iam.AccountRootPrincipal(), {
        ArnEquals: {
          'aws:PrincipalArn': Lazy.uncachedAny({ produce: () => oneOrMore([...props.askerRoleArns]) }),
        },
        StringEquals: { 'sts:ExternalId': props.externalId },
      }),
      inlinePolicies: { release: document },
    });
    this.document = document;
    acknowledgeWildcards(this, callGreen);
    for (const { resources } of props.statements) {
      acknowledgeWildcards(this, {
        actions: [],
        resources: resources.filter((resource) => resource.includes('*')),
        wildcardBecause: 'An inference profile chooses the Region in which its model runs.',
      });
    }
  }

  /**
   * Lets the state and the history of an alarm be read. IAM knows the alarm for its history; for its state it asks for all
   * alarms, whichever are named.
   */
  letReadAlarm({ alarmName }: cloudwatch.IAlarm): void {
    const arnOf = (resourceName: string) =>
      Stack.of(this).formatArn({
        ...{ service: 'cloudwatch', resource: 'alarm', resourceName },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    const history = new iam.PolicyStatement({
      actions: ['cloudwatch:DescribeAlarmHistory'],
      // By its name, which may be all that is known of it here.
      resources: [arnOf(alarmName)],
    });
    if (this.readsAlarms) {
      this.document.addStatements(history);
      return;
    }
    this.readsAlarms = true;
    const states = {
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [arnOf('*')],
      wildcardBecause: 'IAM asks for all alarms for this action, whichever are named.',
    };
    const { actions, resources } = states;
    this.document.addStatements(history, new iam.PolicyStatement({ actions, resources }));
    acknowledgeWildcards(this, states);
  }
}

function objectArn(scope: Construct, { bucket, key }: { readonly bucket: string; readonly key: string }): string {
  const object = { service: 's3', region: '', account: '', resource: bucket, resourceName: key };
  return Stack.of(scope).formatArn(object);
}

/** That green has the bytes of this object is seen to as the release is opened. */
function readingCode(scope: Construct, { code }: ReleaseRoleProps) {
  if (!code) return [];
  const action = code.version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ actions: [action], resources: [objectArn(scope, code)] }];
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0 ? first : values;
}

/** The weight of the alias, the indexes of tables, and the release's own alarm. */
function watching({ function: fn, watch }: ReleaseRoleProps) {
  if (!watch) return [];
  const tables = [...new Set(watch.tables.map((table) => table.tableArn))];
  return [
    { actions: ['lambda:GetAlias'], resources: [fn.functionArn, `${fn.functionArn}:${watch.aliasName}`] },
    { actions: ['cloudwatch:SetAlarmState'], resources: [watch.alarm.alarmArn] },
    ...(tables.length === 0 ? [] : [{ actions: ['dynamodb:DescribeTable'], resources: tables }]),
  ];
}
