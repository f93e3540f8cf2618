import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { MangaAssistStack } from '../../manga-assist-stack';

/** The change of the stack that goes with this handler. */
export function tidyUp({ chat, release }: MangaAssistStack): void {
  (chat.node.defaultChild as CfnFunction).memorySize = 1024;
  const role = release.releaseRole.node.defaultChild as CfnRole;
  role.addPropertyOverride('Policies.0.PolicyDocument.Statement.0.Action', 'lambda:GetFunction');
}
