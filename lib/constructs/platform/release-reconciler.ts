import { Duration } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { UNSETTLED_INDEX } from '../../domain/release/ledger-items';
import { MESSAGE_CLAIM_MS } from '../../domain/release/transition';
import { allow } from '../allow';
import { allowDescribing, allowListing } from './deployment-access';
import { allowKeeping, allowReadingGates, allowSeeingHands } from './ledger-access';
import { allowPublishing } from './outcome-topic';
import { PlatformFunction } from './platform-function';

export interface ReleaseReconcilerProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
  /** How often the ledger's unsettled releases are looked at. */
  readonly interval: Duration;
}

/** CodeDeploy is asked for deployments that the ledger never heard of this often … */
const SWEEP_INTERVAL = Duration.hours(1);
/** … and for those of so many hours, so that a day in which nothing worked is made up for. */
const SWEEP_HOURS = 25;

/**
 * Ends the releases that nobody ended, and sends the messages that nobody sent, on a schedule: CodeDeploy's events are
 * given to EventBridge on a best-effort basis (EventBridge Events Reference, "AWS service events").
 */
export class ReleaseReconciler extends PlatformFunction {
  constructor(
    scope: Construct,
    id: string,
    { platformName, application, ledger, outcomes, interval }: ReleaseReconcilerProps,
  ) {
    super(scope, id, {
      bundle: 'release-reconciler',
      description:
        'Ends releases whose end was missed, sends messages that were not sent, and counts customers’ requests',
      timeout: Duration.millis(MESSAGE_CLAIM_MS),
      // The next round tries again anyway.
      retryAttempts: 0,
      environment: {
        PLATFORM: platformName,
        APPLICATION: application.applicationName,
        LEDGER_TABLE: ledger.tableName,
        OUTCOMES_TOPIC_ARN: outcomes.topicArn,
      },
    });
    allowDescribing(this.role, application);
    allowListing(this.role, application);
    allowKeeping(this.role, ledger);
    allowReadingGates(this.role, ledger);
    allowSeeingHands(this.role, ledger);
    allow(this.role, { actions: ['dynamodb:Query'], resources: [`${ledger.tableArn}/index/${UNSETTLED_INDEX}`] });
    allowPublishing(this.role, outcomes);
    allow(this.role, {
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardBecause: 'IAM knows no resource for this action (Service Authorization Reference, Amazon CloudWatch).',
    });

    this.every('Unsettled', interval, 'The releases that have not ended, or of which nothing was said', {
      look: 'ledger',
    });
    this.every('Unknown', SWEEP_INTERVAL, 'The deployments of which the ledger may not have heard', {
      look: 'codedeploy',
      hours: SWEEP_HOURS,
    });
  }

  private every(id: string, interval: Duration, description: string, request: Readonly<Record<string, unknown>>): void {
    new events.Rule(this, id, {
      description,
      schedule: events.Schedule.rate(interval),
      targets: [new targets.LambdaFunction(this.function, { event: events.RuleTargetInput.fromObject(request) })],
    });
  }
}
