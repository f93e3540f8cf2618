/** What AWS leaves open, chosen otherwise than the rehearsal would. What is left out stays as the report says it. */
export interface Assumptions {
  readonly codeDeploy?:
    | {
        /** How often a deployment looks at its alarms, in milliseconds: 10,000 to 30,000. */
        readonly alarmPollMs?: number;
        readonly startDelayMs?: number;
        readonly rollbackDelayMs?: number;
        readonly rollbackDurationMs?: number;
        /** Whether a linear shift waits for its interval once more after the last step. */
        readonly linearTrailingWait?: boolean;
        /** What becomes of the last percent where the increments of a linear shift do not add up to 100. */
        readonly linearRemainder?: 'own-step' | 'with-last-step';
        /** The configuration that a rollback is shown with. */
        readonly rollbackConfiguration?: 'all-at-once' | 'of-group';
        /** Whether a target lists the lifecycle events that have no hook. */
        readonly eventsWithoutHookListed?: boolean;
        /** The error of a hook that did not answer. */
        readonly hookTimeoutError?: { readonly code: string; readonly message: string };
        /** The error of a deployment that a request stopped. */
        readonly manualStopError?: { readonly code: string; readonly message: string };
        /** How many alarms a deployment group may have. */
        readonly mostAlarms?: number;
        readonly alarmsDuringAfterAllowTraffic?: boolean;
        readonly insufficientDataStops?: boolean;
        readonly hookErrorFails?: boolean;
      }
    | undefined;
  readonly cloudWatch?:
    | {
        /** After a minute's end, until its metrics can be seen. */
        readonly publicationDelayMs?: number;
        readonly highResolutionDelayMs?: number;
        /** How many periods more than its EvaluationPeriods an alarm looks back. */
        readonly evaluationRangeExtra?: number;
        readonly dynamoDbAlwaysIgnoresMissing?: boolean;
        /** Whether anybody may ask for the percentile rank, `PR(:300)`. */
        readonly percentileRank?: 'accepted' | 'refused';
        /** How long a state lasts that `SetAlarmState` set; until the next evaluation where it is left out. */
        readonly setStateFallsBackAfterMs?: number;
      }
    | undefined;
  readonly cloudFormation?:
    | {
        /** What one operation on one resource takes. */
        readonly resourceOperationMs?: number;
        /** Until CloudFormation has noticed the end of a CodeDeploy deployment. */
        readonly codeDeployPollMs?: number;
        readonly aliasUpdatePolicyFrom?: 'new' | 'previous';
        readonly updatePolicyAlone?: 'change' | 'no-change';
      }
    | undefined;
  readonly lambda?:
    | {
        readonly coldStartMs?: number;
        readonly accountConcurrency?: number;
      }
    | undefined;
  readonly dynamoDb?:
    | {
        /** For how long an item outlives its time to live. */
        readonly timeToLiveDelayMs?: number;
      }
    | undefined;
  readonly stepFunctions?:
    | {
        /** What it takes to enter a state. */
        readonly transitionMs?: number;
        /** The error of a path in a payload template that finds nothing. */
        readonly missingPathError?: 'States.Runtime' | 'States.ParameterPathFailure';
      }
    | undefined;
}
