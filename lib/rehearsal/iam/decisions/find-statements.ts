import { leavesOut, namings, type Naming } from '../matching/match-principal';
import { placeOf, speaksOf, type PlacedStatement } from '../matching/match-statement';
import type { Question } from './question';

/** The kinds of policy, as AWS tells them apart in its messages. */
export type PolicyKind = 'identity' | 'boundary' | 'resource';

const ANY_NAMING: readonly Naming[] = ['account', 'role', 'everyone', 'session', 'service'];

/** The first statement that denies, wherever it stands: it wins over all that allow. */
export function findDeny(
  question: Question,
): { readonly kind: PolicyKind; readonly statement: PlacedStatement } | undefined {
  const { asked, identity, boundary, resource } = question;
  const own = (statement: PlacedStatement) => isOf('Deny', statement) && speaksOf(statement, asked);
  const named = (statement: PlacedStatement) =>
    isOf('Deny', statement) && speaksOf(statement, asked, () => concerns(statement, question, ANY_NAMING));
  const places: readonly [PolicyKind, PlacedStatement | undefined][] = [
    ['identity', identity.find(own)],
    ['boundary', boundary?.statements.find(own)],
    ['resource', resource.find(named)],
  ];
  for (const [kind, statement] of places) if (statement) return { kind, statement };
  return undefined;
}

/** The first statement of an identity policy or a boundary that allows it. */
export function findAllow(statements: readonly PlacedStatement[], { asked }: Question): PlacedStatement | undefined {
  return statements.find((statement) => isOf('Allow', statement) && speaksOf(statement, asked));
}

/** The first statement on the resource that allows it to who asks, named in one of these ways. */
export function findGrant(question: Question, ways: readonly Naming[]): PlacedStatement | undefined {
  return question.resource.find(
    (statement) =>
      isOf('Allow', statement) && speaksOf(statement, question.asked, () => concerns(statement, question, ways)),
  );
}

function isOf(effect: 'Allow' | 'Deny', { statement }: PlacedStatement): boolean {
  return statement.Effect === effect;
}

function concerns(placed: PlacedStatement, { principal, boundary }: Question, ways: readonly Naming[]): boolean {
  const { Effect, Principal, NotPrincipal } = placed.statement;
  const where = placeOf(placed);
  if (Principal !== undefined) {
    const found = namings(Principal, principal, where);
    return ways.some((way) => found.has(way));
  }
  if (NotPrincipal === undefined) return false;
  // "A NotPrincipal with a Deny effect will always deny any IAM principal that has a permissions boundary", whomever
  // it names. IAM User Guide, "Permissions boundaries for IAM entities".
  if (Effect === 'Deny' && boundary) return true;
  return ways.includes('everyone') && !leavesOut(NotPrincipal, principal, where);
}
