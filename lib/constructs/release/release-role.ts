import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../allow';

export interface ReleaseRoleProps {
  /** Below it, the platform may assume roles. */
  readonly path: string;
  /** Who may assume it. */
  readonly askerRoleArns: readonly string[];
  /** For which release it may be taken. */
  readonly externalId: string;
  readonly function: lambda.IFunction;
  /** The S3 object with the gates. */
  readonly gateFile: { readonly bucket: string; readonly key: string };
  /** The squad's own functions that gates ask. */
  readonly gateFunctions: readonly lambda.IFunction[];
  /** Whether gates keep scores of a version by what it is, which they have to ask for. */
  readonly readsVersions: boolean;
  /** What else its gates may do. */
  readonly statements: readonly iam.PolicyStatement[];
}

/** The role by which the platform acts for one release: all that its gates may touch. */
export class ReleaseRole extends iam.Role {
  constructor(scope: Construct, id: string, props: ReleaseRoleProps) {
    const { bucket, key } = props.gateFile;
    const file = { service: 's3', region: '', account: '', resource: bucket, resourceName: key };
    const callGreen = {
      actions: ['lambda:InvokeFunction'],
      resources: [`${props.function.functionArn}:*`],
      wildcardBecause: 'Gates call the new version by its number, which changes with every release.',
    };
    const readVersions = {
      actions: ['lambda:GetFunctionConfiguration'],
      resources: [props.function.functionArn, ...callGreen.resources],
    };
    const readGates = { actions: ['s3:GetObject'], resources: [Stack.of(scope).formatArn(file)] };
    const askFunctions = {
      actions: ['lambda:InvokeFunction'],
      resources: [...new Set(props.gateFunctions.map((fn) => fn.functionArn))],
    };
    super(scope, id, {
      description: `What the release platform may do for ${scope.node.path}`,
      path: props.path,
      // A role that is named as the principal is trusted by its id, which it loses when it is made anew (IAM User
      // Guide, "AWS JSON policy elements: Principal"). Its ARN stays, and it needs a permission of its own besides.
      assumedBy: new iam.PrincipalWithConditions(new iam.AccountRootPrincipal(), {
        ArnEquals: {
          'aws:PrincipalArn': props.askerRoleArns.length === 1 ? props.askerRoleArns[0] : props.askerRoleArns,
        },
        StringEquals: { 'sts:ExternalId': props.externalId },
      }),
      inlinePolicies: {
        release: new iam.PolicyDocument({
          statements: [
            ...[
              ...[callGreen, readGates],
              ...(props.readsVersions ? [readVersions] : []),
              ...(askFunctions.resources.length === 0 ? [] : [askFunctions]),
            ].map(({ actions, resources }) => new iam.PolicyStatement({ actions, resources })),
            ...props.statements,
          ],
        }),
      },
    });
    acknowledgeWildcards(this, callGreen);
    for (const { resources } of props.statements) {
      acknowledgeWildcards(this, {
        actions: [],
        resources: resources.filter((resource) => resource.includes('*')),
        wildcardBecause: 'An inference profile chooses the Region in which its model runs.',
      });
    }
  }
}
