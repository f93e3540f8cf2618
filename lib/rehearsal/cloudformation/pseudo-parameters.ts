import { type Place } from '../kernel/place';
import { type TemplateValue } from './template-value';

const NAMES: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

/** CloudFormation Template Reference Guide, "Pseudo parameters". */
export function isPseudoParameter(name: string): boolean {
  return NAMES.has(name);
}

/** The parameters that AWS defines itself, by name. `AWS::NoValue` is not among them: it has no value. */
export function pseudoParameters(place: Place, stackName: string, stackId: string): ReadonlyMap<string, TemplateValue> {
  return new Map<string, TemplateValue>([
    ['AWS::AccountId', place.accountId],
    // A stack's events go to no topic, as with `cdk deploy` without `--notification-arns`.
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', place.region],
    ['AWS::StackId', stackId],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}
