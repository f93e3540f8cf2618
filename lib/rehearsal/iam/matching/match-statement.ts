import { NotEmulated } from '../../kernel/not-emulated';
import { holds } from '../conditions/conditions';
import type { RequestContext } from '../context/request-context';
import type { NamedPolicy } from '../named-policy';
import type { PolicyStatement } from '../policy-document';
import { matchesAction } from './match-action';
import { matchesResource } from './match-arn';
import { fillIn, type Variables } from './policy-variables';
import { matchWithoutValue } from './without-value';

/** What is asked for, as a statement is compared with it. */
export interface AskedFor {
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement, and where it stands. */
export interface PlacedStatement {
  readonly policy: NamedPolicy;
  /** Counted from 0. */
  readonly index: number;
  readonly statement: PolicyStatement;
}

export function statementsIn(policies: readonly NamedPolicy[]): readonly PlacedStatement[] {
  return policies.flatMap((policy) =>
    policy.document.Statement.map((statement, index) => ({ policy, index, statement })),
  );
}

/** For messages: which statement of which policy. */
export function placeOf({ policy, index, statement }: PlacedStatement): string {
  return `statement ${index + 1}${statement.Sid === undefined ? '' : ` (${statement.Sid})`} of ${policy.name}`;
}

/**
 * Whether a statement speaks of what is asked for.
 *
 * @param concerns whether it speaks of who asks; asked only where action and resource match
 */
export function speaksOf(
  placed: PlacedStatement,
  { action, resource, context }: AskedFor,
  concerns: () => boolean = () => true,
): boolean {
  const { statement, policy } = placed;
  const where = placeOf(placed);
  // A document that names no version is of 2008-10-17, in which `${…}` is text like any other.
  const variables: Variables | undefined =
    policy.document.Version === '2012-10-17' ? (key) => context.variable(key, where) : undefined;
  return (
    matchesActions(statement, action) &&
    matchesResources(statement, resource, variables, where) &&
    concerns() &&
    holds(statement.Condition ?? {}, { context, variables, where })
  );
}

function matchesActions({ Action, NotAction = [] }: PolicyStatement, action: string): boolean {
  const covers = (written: string) => matchesAction(written, action);
  return Action ? Action.some(covers) : !NotAction.some(covers);
}

/** A trust policy names no resource: it speaks of the role that it is on. */
function matchesResources(
  { Resource, NotResource }: PolicyStatement,
  resource: string,
  variables: Variables | undefined,
  where: string,
): boolean {
  const covers = (written: string) => {
    if (variables) refuseEarlyVariable(written, where);
    if (NotResource) refuseIncomplete(written, where);
    const pattern = fillIn(written, variables);
    if (!pattern) return matchWithoutValue(written, NotResource !== undefined, where);
    return matchesResource(pattern, resource, where);
  };
  if (Resource) return Resource.some(covers);
  return NotResource ? !NotResource.some(covers) : true;
}

/** IAM User Guide, "IAM policy elements: Variables and tags": only after the fifth colon of a resource's ARN. */
function refuseEarlyVariable(resource: string, where: string): void {
  const [before = '', ...after] = resource.split('${');
  if (after.length === 0 || before.split(':').length > 5) return;
  throw new NotEmulated(
    `A policy variable before the fifth colon of ${resource}, which IAM does not fill in,`,
    where,
    'Write that part of the ARN in full, or as *.',
  );
}

/** IAM completes such an ARN; it does not say whether it does so where everything else is meant. */
function refuseIncomplete(resource: string, where: string): void {
  if (/^\*+$/.test(resource) || resource.split(':').length >= 6) return;
  throw new NotEmulated(`The incomplete ARN ${resource} in NotResource`, where, 'Write all six segments of the ARN.');
}
