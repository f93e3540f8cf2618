/** What AWS charges, in US dollars. */
export interface Prices {
  /** A million requests to Lambda functions. */
  readonly lambdaMillionRequests: number;
  /** A gigabyte of memory for a second, on x86. */
  readonly lambdaGbSecondX86: number;
  /** A gigabyte of memory for a second, on Arm. */
  readonly lambdaGbSecondArm: number;
  /** A million state transitions of Standard workflows. */
  readonly stepFunctionsMillionTransitions: number;
  /** A million write request units of DynamoDB, on demand. */
  readonly dynamoDbMillionWriteUnits: number;
  /** A million read request units of DynamoDB, on demand. */
  readonly dynamoDbMillionReadUnits: number;
  /** A gigabyte in a DynamoDB table for a month, with its point-in-time recovery. */
  readonly dynamoDbGbMonth: number;
  /** A metric that a standard-resolution alarm looks at, for a month. An alarm on two metrics is charged twice. */
  readonly cloudWatchAlarmMetricMonth: number;
  /** A metric of one's own, for a month; charged by the hours in which it is published. */
  readonly cloudWatchCustomMetricMonth: number;
  /** A thousand metrics that are asked for by `GetMetricData`. Up to five statistics of one metric are one. */
  readonly cloudWatchThousandMetrics: number;
  /** A gigabyte of logs taken in. */
  readonly cloudWatchLogsGb: number;
  /** A gigabyte of logs kept for a month. */
  readonly cloudWatchLogsGbMonth: number;
  /** A thousand PUT requests to S3. */
  readonly s3ThousandPuts: number;
  /** A thousand GET requests to S3. */
  readonly s3ThousandGets: number;
  /** A million messages published to SNS topics. Their delivery to Lambda is free. */
  readonly snsMillionPublishes: number;
}

/**
 * List prices of US East (N. Virginia), without free tiers and discounts, as known in November 2026. They are from
 * https://aws.amazon.com/<service>/pricing/ of lambda, step-functions, dynamodb/on-demand, cloudwatch, s3 and sns.
 * CodeDeploy makes no charge for Lambda, EventBridge none for AWS's own events, Systems Manager none for standard
 * parameters, and IAM and STS none at all.
 *
 * @internal
 */
export const US_EAST_1_PRICES: Prices = {
  lambdaMillionRequests: 0.2,
  lambdaGbSecondX86: 0.0000166667,
  lambdaGbSecondArm: 0.0000133334,
  stepFunctionsMillionTransitions: 25,
  dynamoDbMillionWriteUnits: 0.625,
  dynamoDbMillionReadUnits: 0.125,
  dynamoDbGbMonth: 0.25 + 0.2,
  cloudWatchAlarmMetricMonth: 0.1,
  cloudWatchCustomMetricMonth: 0.3,
  cloudWatchThousandMetrics: 0.01,
  cloudWatchLogsGb: 0.5,
  cloudWatchLogsGbMonth: 0.03,
  s3ThousandPuts: 0.005,
  s3ThousandGets: 0.0004,
  snsMillionPublishes: 0.5,
};

/**
 * What is wrong with prices of one's own, each as one sentence.
 *
 * @internal
 */
export function priceProblems(prices: Partial<Prices>): readonly string[] {
  return Object.entries(prices)
    .filter(([, price]) => !(Number.isFinite(price) && price >= 0))
    .map(([name, price]) => `\`prices.${name}\` must be an amount of dollars, 0 or more, got: ${price}`);
}
