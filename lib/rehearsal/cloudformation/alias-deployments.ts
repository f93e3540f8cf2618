/** What CloudFormation needs of CodeDeploy: moving a Lambda alias by a deployment. */
export interface AliasDeployments {
  /** Starts a deployment. An `ApiError` fails the alias, as where the deployment group does not exist. */
  deploy(request: AliasDeploymentRequest): AliasDeployment;
}

export interface AliasDeploymentRequest {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  /** Name of the hook function. */
  readonly beforeAllowTrafficHook?: string;
  /** Name of the hook function. */
  readonly afterAllowTrafficHook?: string;
  /** As the alias's template says it: a name or an ARN. */
  readonly functionName: string;
  readonly aliasName: string;
  /** The version CloudFormation last gave the alias, whatever it points at now. */
  readonly currentVersion: string;
  readonly targetVersion: string;
}

export interface AliasDeployment {
  readonly deploymentId: string;
  /** Resolves once the deployment, and the rollback it may have caused, has ended. */
  readonly finished: Promise<AliasDeploymentResult>;
}

export interface AliasDeploymentResult {
  readonly succeeded: boolean;
  /** CodeDeploy's words, such as the message of the deployment's error information. */
  readonly message: string;
  readonly rollbackDeploymentId?: string;
}
