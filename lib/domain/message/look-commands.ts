import type { Release } from '../release/release';
import { shellWord } from './shell-word';

/** What shows a release as the ledger has it. */
export function showCommand({ id }: Pick<Release, 'id'>): string {
  return `sluice show ${shellWord(id)}`;
}

/** What shows which versions serve, and what CodeDeploy makes of the deployment. A first release has none. */
export function lookCommands({ functionName, aliasName, blue, id }: Release): readonly string[] {
  return [
    `aws lambda get-alias --function-name ${shellWord(functionName)} --name ${shellWord(aliasName)}`,
    ...(blue === undefined ? [] : [`aws deploy get-deployment --deployment-id ${shellWord(id)}`]),
  ];
}

/** What brings CloudFormation back in line with the version that serves. */
export function reconcileCommand({ functionName, aliasName }: Pick<Release, 'functionName' | 'aliasName'>): string {
  return `sluice reconcile ${shellWord(`${functionName}:${aliasName}`)}`;
}
