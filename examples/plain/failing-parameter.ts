import * as ssm from 'aws-cdk-lib/aws-ssm';
import { type Construct, type IDependable } from 'constructs';

/** Four kilobytes are the most that a standard parameter holds (Systems Manager User Guide, "Managing parameter tiers"). */
const TOO_LONG = 4097;

/** A parameter that cannot be made, and is tried once the alias has moved: the stack then rolls back. */
export function addFailingParameter(scope: Construct, alias: IDependable): void {
  const notes = new ssm.CfnParameter(scope, 'ReleaseNotes', { type: 'String', value: 'x'.repeat(TOO_LONG) });
  notes.node.addDependency(alias);
}
