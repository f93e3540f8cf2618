import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { JudgeDefinition } from '../../domain/judge/judge-definition';

/** A judge as the gate that it scores for has it. */
export interface BoundJudge {
  /** What is shipped to the platform. */
  readonly definition: JudgeDefinition;
  /** The function that judges, where it is the squad's own. */
  readonly ownFunction?: lambda.IFunction;
  /** What a release's role needs beside invoking that function. */
  readonly statements: (scope: IConstruct) => readonly iam.PolicyStatement[];
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[];
}
