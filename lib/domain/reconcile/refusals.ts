import { MARK_ID } from '../release/reconcile-mark';
import type { ReconciledStack, ReconcileFacts } from './reconcile-facts';

/** Why CloudFormation is not brought in line. */
export interface Refusal {
  /** A stable name. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** CloudFormation User Guide, "Stack status codes": what it takes an update in. */
const TAKES_UPDATES: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** What is wrong with the alias itself. */
export function refusedAlias(serving: ReconcileFacts['serving']): Refusal | undefined {
  const { functionName, aliasName, version, additional } = serving;
  const alias = `${functionName}:${aliasName}`;
  if (version === undefined) {
    return {
      code: 'alias-missing',
      what: `There is no alias ${alias}.`,
      why: 'Nothing serves that CloudFormation could be brought in line with.',
      fix: `Look at the name; where the alias was deleted, make it again at the version that is to serve: aws lambda create-alias --function-name ${functionName} --name ${aliasName} --function-version N`,
    };
  }
  if (additional) {
    return {
      code: 'alias-split',
      what: `The alias ${alias} sends ${Math.round(additional.weight * 1000) / 10} % of its calls to version ${additional.version} and the rest to version ${version}.`,
      why: 'Either may be the one that is to serve, and a deployment may be moving it.',
      fix: `Settle it first: sluice rollback ${alias}`,
    };
  }
  if (version === '$LATEST') {
    return {
      code: 'alias-latest',
      what: `The alias ${alias} is at $LATEST.`,
      why: 'That is no version: it changes with every deployment, and CodeDeploy moves no alias from there.',
      fix: `Put a version back first: aws lambda update-alias --function-name ${functionName} --name ${aliasName} --function-version N`,
    };
  }
  return undefined;
}

/** What is wrong with the stack. */
export function refusedStack(stack: ReconciledStack | undefined, alias: string): Refusal | undefined {
  if (!stack) {
    return {
      code: 'stack-unknown',
      what: `No stack is known to have the alias ${alias}.`,
      why: 'CloudFormation is brought in line by updates of the stack that has the alias.',
      fix: 'Name it: --stack NAME. Where no stack made the alias, there is nothing to bring in line.',
    };
  }
  const { isNested, name, status } = stack;
  if (isNested) {
    return {
      code: 'stack-nested',
      what: `The stack ${name} is made by another stack.`,
      why: 'An update of its own would be undone by the next one of the stack that makes it.',
      fix: 'Write the version that serves into the alias of its template, without the update policy, and deploy the stack that makes it once.',
    };
  }
  if (TAKES_UPDATES.has(status)) return undefined;
  const isBusy = status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
  return isBusy
    ? {
        code: 'stack-busy',
        what: `The stack ${name} is ${status}.`,
        why: 'CloudFormation takes one operation of a stack at a time, and a release may be under way.',
        fix: `Wait until it has ended, then run this again: aws cloudformation describe-stacks --stack-name ${name} --query "Stacks[0].StackStatus"`,
      }
    : {
        code: 'stack-broken',
        what: `The stack ${name} is ${status}.`,
        why: 'CloudFormation takes no update of it before it is put right.',
        fix:
          status === 'UPDATE_ROLLBACK_FAILED'
            ? `aws cloudformation continue-update-rollback --stack-name ${name}, then run this again`
            : `Delete the stack, or deploy it anew: aws cloudformation delete-stack --stack-name ${name}`,
      };
}

/** What is wrong with the template. */
export const REFUSALS = {
  notJson: (stack: string): Refusal => ({
    code: 'template-not-json',
    what: `The template of the stack ${stack} is no JSON.`,
    why: 'Sluice changes two lines of it and sends it back; one in YAML would lose its form and its comments. The CDK writes JSON.',
    fix: "Write the alias's FunctionVersion as the version that serves, without its UpdatePolicy, and deploy once; then put both back as they were.",
  }),
  notInTemplate: (alias: string, stack: string): Refusal => ({
    code: 'alias-not-in-template',
    what: `The template of the stack ${stack} has no alias ${alias}.`,
    why: 'It is another stack’s, or a transform of the template makes it, such as that of AWS SAM.',
    fix: 'Name the stack that has it: --stack NAME. One that a transform makes is pinned in the template that it makes it of.',
  }),
  anotherUnderWay: ({ name }: ReconciledStack, aliasId: string | undefined): Refusal => ({
    code: 'another-under-way',
    what: `The stack ${name} has ${MARK_ID}, ${aliasId === undefined ? 'which says of no alias that it is being brought in line' : `by which its alias ${aliasId} is being brought in line`}.`,
    why: 'One alias of a stack is brought in line at a time.',
    fix:
      aliasId === undefined
        ? `Rename ${MARK_ID} in the template: the name is Sluice's.`
        : `Run sluice reconcile for the alias ${aliasId} first: it goes on where it was stopped.`,
  }),
  unreadVersion: (alias: string, stack: string): Refusal => ({
    code: 'version-not-read',
    what: `The template of the stack ${stack} says the version of ${alias} in a way that is not read here.`,
    why: 'So nobody knows what CloudFormation believes. A version, an attribute of one and a parameter are read.',
    fix: "Write the alias's FunctionVersion as the version that serves, without its UpdatePolicy, and deploy once.",
  }),
  tooLarge: (stack: string, bytes: number): Refusal => ({
    code: 'template-too-large',
    what: `The template of the stack ${stack} would have ${bytes} bytes.`,
    why: 'CloudFormation takes a template of a megabyte.',
    fix: 'Take something out of the stack first.',
  }),
  noBucket: (alias: string, stack: string, bytes: number): Refusal => ({
    code: 'no-bucket',
    what: `The template of the stack ${stack} has ${bytes} bytes, and names no bucket that it could be put into.`,
    why: 'CloudFormation takes 51,200 bytes in a call; a larger template has to lie in a bucket.',
    fix: `Name one that CloudFormation may read by your credentials, such as that of the bootstrap stack: sluice reconcile ${alias} --bucket NAME`,
  }),
} as const;
