import {
  CreateDeploymentCommand,
  DeploymentAlreadyCompletedException,
  DeploymentLimitExceededException,
  GetDeploymentCommand,
  StopDeploymentCommand,
  type CodeDeployClient,
} from '@aws-sdk/client-codedeploy';
import { handClaimIn } from '../domain/release/by-hand';
import type { AliasMove, MovingDeployment, RollbackDeployments } from '../domain/rollback/rollback-ports';

/** CodeDeploy, as far as people put versions back by it: CodeDeploy API Reference. */
export class CodeDeployRollbacks implements RollbackDeployments {
  constructor(private readonly client: CodeDeployClient) {}

  async start({ application, deploymentGroup, functionName, aliasName, from, to, text }: AliasMove) {
    const Properties = { Name: functionName, Alias: aliasName, CurrentVersion: from, TargetVersion: to };
    const appSpec = { version: 0.0, Resources: [{ Alias: { Type: 'AWS::Lambda::Function', Properties } }] };
    try {
      const { deploymentId } = await this.client.send(
        new CreateDeploymentCommand({
          applicationName: application,
          deploymentGroupName: deploymentGroup,
          deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
          description: text,
          // An alarm that is red for the version that goes must not keep it from going.
          overrideAlarmConfiguration: { enabled: false },
          autoRollbackConfiguration: { enabled: false },
          revision: { revisionType: 'AppSpecContent', appSpecContent: { content: JSON.stringify(appSpec) } },
        }),
      );
      return deploymentId;
    } catch (error) {
      if (error instanceof DeploymentLimitExceededException) return undefined;
      throw error;
    }
  }

  async stop(deploymentId: string): Promise<void> {
    try {
      await this.client.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    } catch (error) {
      if (!(error instanceof DeploymentAlreadyCompletedException)) throw error;
    }
  }

  async find(deploymentId: string): Promise<MovingDeployment> {
    const { deploymentInfo: info } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
    const { status = 'unknown', errorInformation, rollbackInfo, description } = info ?? {};
    const byHand = handClaimIn(description);
    const rolledBackBy = rollbackInfo?.rollbackDeploymentId;
    return {
      status,
      isRollback: rollbackInfo?.rollbackTriggeringDeploymentId !== undefined || byHand !== undefined,
      ...(byHand ? { byHand } : {}),
      ...(rolledBackBy === undefined ? {} : { rolledBackBy }),
      ...(errorInformation?.message === undefined ? {} : { problem: errorInformation.message }),
    };
  }
}
