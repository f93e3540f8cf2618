import { type AlarmDefinition, type AlarmSource } from './alarm-definition';
import { type TreatMissingData } from './evaluate-alarm';

export function watchesDynamoDb(source: AlarmSource): boolean {
  return source.kind === 'metric' && source.metric.namespace === 'AWS/DynamoDB';
}

/**
 * How an alarm treats missing data in the end.
 *
 * Metrics of DynamoDB keep the state where `missing` would apply (CloudWatch User Guide, "Configuring how CloudWatch
 * alarms treat missing data"); the API Reference says they do so whatever the alarm asks for.
 *
 * @param dynamoDbAlways whether to believe the API Reference
 */
export function missingDataTreatment(definition: AlarmDefinition, dynamoDbAlways: boolean): TreatMissingData {
  const asked = definition.treatMissingData ?? 'missing';
  if (!watchesDynamoDb(definition.source)) return asked;
  return dynamoDbAlways || asked === 'missing' ? 'ignore' : asked;
}
