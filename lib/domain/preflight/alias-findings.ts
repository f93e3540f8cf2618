import { readMark } from '../release/reconcile-mark';
import { deployedVersion, movesAlias, type ReleaseFacts, type ServingFact } from './release-facts';
import type { Found } from './stack-findings';

const REFUSED =
  'CloudFormation tells CodeDeploy the version that it knows, and CodeDeploy fails the deployment with INVALID_LAMBDA_CONFIGURATION where the alias has another: the change does not ship, and neither does a fix.';

/** Whether the alias is as CloudFormation left it, and the versions are there that a release goes from and back to. */
export function aliasFindings(facts: ReleaseFacts): readonly Found[] {
  const { serving } = facts;
  const known = deployedVersion(facts);
  if (!serving || known === undefined) return [];
  // Where this deployment moves no alias, what is wrong with it is the next one's trouble.
  const severity = movesAlias(facts) ? 'stops' : 'warns';
  const { functionName, aliasName, version, additional, versions } = serving;
  const alias = `${functionName}:${aliasName}`;
  const found: Found[] = [];
  if (version === undefined) {
    return [
      {
        code: 'alias-missing',
        severity,
        what: `The alias ${alias} is gone, though CloudFormation has it at version ${known}.`,
        why: 'CodeDeploy has no alias to move and fails the deployment; callers of the alias get errors now.',
        mend: `aws lambda create-alias --function-name ${functionName} --name ${aliasName} --function-version ${known}`,
      },
    ];
  }
  // While a deployment is in flight the alias is CodeDeploy's to move: whatever it has now says nothing.
  if (facts.deployments.length > 0) return [];
  if (version !== known) {
    const exists = versions.includes(known);
    found.push({
      code: 'alias-drifted',
      severity,
      what: `Version ${version} serves ${alias}, but CloudFormation has it at version ${known}: somebody moved it behind CloudFormation's back.`,
      why: REFUSED,
      mend: `To let version ${version} serve on: sluice reconcile ${alias}${exists ? `. Where version ${known} is to serve again: ${update(serving, known)} (all traffic goes to it at once, and no gate is asked)` : ` (version ${known} is gone)`}.`,
    });
  }
  const mark = facts.stack && readMark(facts.stack.deployed);
  if (mark?.aliasId === facts.release.aliasId && version === known) {
    found.push({
      code: 'reconcile-unfinished',
      severity,
      what: `CloudFormation is being brought in line with ${alias}, and the last update of that was not made: the alias has no update policy in the stack.`,
      why: 'Whether CodeDeploy moves the alias next is not settled then: without it, all traffic would go to the new version at once, and no gate would be asked.',
      mend: `sluice reconcile ${alias}`,
    });
  }
  if (additional) {
    const percent = Math.round(additional.weight * 1000) / 10;
    found.push({
      code: 'alias-split',
      severity,
      what: `The alias ${alias} sends ${percent} % of its calls to version ${additional.version} and the rest to version ${version}, as a deployment that was stopped leaves it.`,
      why: 'CodeDeploy starts only from an alias with one version.',
      mend: `${update(serving, version)} (once no deployment is in flight)`,
    });
  }
  if (version === known && !versions.includes(known)) {
    found.push({
      code: 'version-missing',
      severity,
      what: `Version ${known} of ${functionName}, which the alias ${aliasName} has, is deleted.`,
      why: 'There is nothing to go back to: a rollback would put back a version that does not exist.',
      mend: `Publish the code that is to serve, and move the alias to it: aws lambda publish-version --function-name ${functionName}`,
    });
  }
  return found;
}

function update({ functionName, aliasName }: ServingFact, version: string): string {
  return `aws lambda update-alias --function-name ${functionName} --name ${aliasName} --function-version ${version} --routing-config AdditionalVersionWeights={}`;
}
