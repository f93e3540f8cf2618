import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { attestFunctionName } from '../../domain/release/platform-names';
import { allow } from '../allow';
import { PlatformFunction } from './platform-function';

export interface AttesterProps {
  readonly platformName: string;
  readonly ledger: dynamodb.TableV2;
  /** No attestation counts for longer. */
  readonly mostValid: Duration;
}

/**
 * The only function that writes attestations. It has an alias for each kind, so that who may attest what is one permission:
 * to call that alias.
 */
export class Attester extends PlatformFunction {
  private readonly platformName: string;

  constructor(scope: Construct, id: string, { platformName, ledger, mostValid }: AttesterProps) {
    super(scope, id, {
      bundle: 'attester',
      functionName: attestFunctionName(platformName),
      description: 'Keeps what CI and people attest of releases, once it is known who they are',
      timeout: Duration.seconds(30),
      retryAttempts: 0,
      environment: {
        PLATFORM_NAME: platformName,
        LEDGER_TABLE: ledger.tableName,
        MOST_VALID_SECONDS: String(mostValid.toSeconds()),
      },
    });
    this.platformName = platformName;
    allow(this.role, { actions: ['dynamodb:PutItem'], resources: [ledger.tableArn] });
  }

  /** The alias of a kind, made where there is none yet. */
  attests(kind: string): void {
    if (this.node.tryFindChild(aliasId(kind))) return;
    new lambda.Alias(this, aliasId(kind), { aliasName: kind, version: this.function.latestVersion });
  }

  /** Lets somebody attest a kind, and no other. */
  grantAttest(grantee: iam.IGrantable, kind: string): iam.Grant {
    this.attests(kind);
    // By its name, so that who is in another stack holds nothing of this one.
    const resource = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${attestFunctionName(this.platformName)}:${kind}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return iam.Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [resource] });
  }
}

function aliasId(kind: string): string {
  return `Attests-${kind}`;
}
