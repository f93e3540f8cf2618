import { type Place } from '../kernel/place';

/** The parameters that AWS defines itself, by name. `AWS::NoValue` is not among them: it has no value. */
export function pseudoParameters(place: Place, stackName: string, stackId: string): ReadonlyMap<string, string> {
  return new Map([
    ['AWS::AccountId', place.accountId],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', place.region],
    ['AWS::StackId', stackId],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}
