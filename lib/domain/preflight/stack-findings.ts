import type { Finding } from './finding';
import { movesAlias, type ReleaseFacts } from './release-facts';
import { saysTheSame } from './template';

/** A finding before it is said which release it is about. */
export type Found = Omit<Finding, 'release'>;

/** What the stack itself says: whether it can be changed, and whether there will be a release at all. */
export function stackFindings(facts: ReleaseFacts): readonly Found[] {
  const { stackName, stack, next, release } = facts;
  if (!stack) {
    return [
      {
        code: 'first-deploy',
        severity: 'notes',
        what: `The stack ${stackName} does not exist yet: this deployment creates the alias.`,
        why: ASKED_AT_ONCE,
      },
    ];
  }
  const { status, deployed } = stack;
  const found: Found[] = [];
  if (status.endsWith('_IN_PROGRESS')) {
    found.push({
      code: 'stack-busy',
      severity: 'stops',
      what: `The stack ${stackName} is ${status}.`,
      why: 'CloudFormation takes one operation of a stack at a time and refuses the next.',
      mend: `Wait: aws cloudformation wait ${waiterOf(status)} --stack-name ${stackName}`,
    });
  }
  if (BROKEN.has(status)) {
    found.push({
      code: 'stack-broken',
      severity: 'stops',
      what: `The stack ${stackName} is ${status}.`,
      why: 'CloudFormation takes no update of it before it is put right.',
      mend:
        status === 'UPDATE_ROLLBACK_FAILED'
          ? `aws cloudformation continue-update-rollback --stack-name ${stackName}`
          : `aws cloudformation delete-stack --stack-name ${stackName}`,
    });
  }
  if (movesAlias(facts)) return found;
  if (deployed.Resources[release.aliasId] === undefined) {
    found.push({
      code: 'first-deploy',
      severity: 'notes',
      what: `The stack ${stackName} has no such alias yet: this deployment creates it.`,
      why: ASKED_AT_ONCE,
    });
  } else if (saysTheSame(deployed, next)) {
    found.push({
      code: 'no-change',
      severity: 'notes',
      what: `The stack ${stackName} is deployed as it is in this assembly.`,
      why: '`cdk deploy` changes nothing.',
    });
  } else {
    found.push({
      code: 'no-release',
      severity: 'notes',
      what: 'The function’s code and settings are as they are deployed.',
      why: 'The alias keeps its version: CodeDeploy moves no traffic and asks no gate about whatever else changes.',
    });
  }
  return found;
}

/** There is no traffic to move, and nothing that could be put back. */
const ASKED_AT_ONCE =
  'The gates before traffic are asked before the alias is created. CodeDeploy has no part in it: no traffic is moved step by step, no alarm is watched, and the gates after traffic are not asked.';

/** CloudFormation User Guide, "Stack status codes": what has to be put right by hand. */
const BROKEN: ReadonlySet<string> = new Set(['UPDATE_ROLLBACK_FAILED', 'ROLLBACK_FAILED', 'DELETE_FAILED']);

function waiterOf(status: string): string {
  if (status.startsWith('DELETE')) return 'stack-delete-complete';
  if (status.startsWith('UPDATE_ROLLBACK')) return 'stack-rollback-complete';
  return status.startsWith('CREATE') ? 'stack-create-complete' : 'stack-update-complete';
}
