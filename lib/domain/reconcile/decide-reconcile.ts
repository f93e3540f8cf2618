import { utf8Bytes } from '../size/json-bytes';
import { assetBucket, placeOfStack } from './asset-bucket';
import { believedVersion } from './believed-version';
import { MARK_ID, readMark } from '../release/reconcile-mark';
import type { ReconciledStack, ReconcileFacts } from './reconcile-facts';
import { refusedAlias, refusedStack, REFUSALS, type Refusal } from './refusals';
import { readStackTemplate, type StackTemplate } from '../release/stack-template';
import { loosened, pinned, restored, type UpdateKind } from './stack-updates';

/** CloudFormation User Guide, "Understand CloudFormation quotas": a template in a request, and one in a bucket. */
export const LARGEST_BODY_BYTES = 51_200;
export const LARGEST_TEMPLATE_BYTES = 1_000_000;

/** An update of the stack. */
export interface StackUpdate {
  readonly kind: UpdateKind;
  readonly templateText: string;
  /** Where the template has to be put first, since it is too large for the call itself. */
  readonly bucket?: string;
}

export type ReconcileDecision =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** CloudFormation believes what is. */
  | { readonly kind: 'in-line'; readonly version: string }
  | {
      readonly kind: 'reconcile';
      /** The version that serves. */
      readonly version: string;
      /** The one that CloudFormation believes to serve. */
      readonly believed: string;
      /** Whether one that was begun before is finished. */
      readonly isBegun: boolean;
      /** One after the other, each once the one before has ended well. */
      readonly updates: readonly [StackUpdate, ...StackUpdate[]];
    };

/**
 * Decides how CloudFormation is brought back in line with an alias that was moved behind its back. It never has the stack's
 * template sent as it is: that would put the version back that somebody took away.
 */
export function decideReconcile(facts: ReconcileFacts): ReconcileDecision {
  const { serving, stack } = facts;
  const alias = `${serving.functionName}:${serving.aliasName}`;
  const { version } = serving;
  // While a release is under way the alias is on two versions too, and the stack is what has to be waited for.
  const ofStack = version === undefined ? undefined : refusedStack(stack, alias);
  const refusedBefore = ofStack ?? refusedAlias(serving);
  if (refusedBefore) return refused(refusedBefore);
  if (version === undefined || !stack) throw new Error('Whatever has no version or no stack is refused.');
  const template = readStackTemplate(stack.templateText);
  if (!template) return refused(REFUSALS.notJson(stack.name));
  const aliasId = aliasIn(stack, serving);
  const resource = aliasId === undefined ? undefined : template.Resources[aliasId];
  if (aliasId === undefined || !resource) return refused(REFUSALS.notInTemplate(alias, stack.name));
  const mark = readMark(template);
  if (mark ? mark.aliasId !== aliasId : MARK_ID in template.Resources) {
    return refused(REFUSALS.anotherUnderWay(stack, mark?.aliasId));
  }
  const believed = believedVersion(resource, stack);
  if (believed === undefined) return refused(REFUSALS.unreadVersion(alias, stack.name));
  const kinds = kindsOf({
    isPinned: believed === version,
    isLoose: resource.UpdatePolicy === undefined,
    isMarked: !!mark,
  });
  const [first, ...more] = updatesOf(template, aliasId, version, kinds);
  if (!first) return { kind: 'in-line', version };
  const updates: readonly [StackUpdate, ...StackUpdate[]] = [first, ...more];
  const largest = Math.max(...updates.map(({ templateText }) => utf8Bytes(templateText)));
  if (largest > LARGEST_TEMPLATE_BYTES) return refused(REFUSALS.tooLarge(stack.name, largest));
  const decision = { kind: 'reconcile', version, believed, isBegun: mark !== undefined } as const;
  if (largest <= LARGEST_BODY_BYTES) return { ...decision, updates };
  const bucket = facts.bucket ?? assetBucket(template, aliasId, placeOfStack(stack.id));
  if (bucket === undefined) return refused(REFUSALS.noBucket(alias, stack.name, largest));
  const [firstLarge, ...moreLarge] = [first, ...more].map((one) => ({ ...one, bucket }));
  return { ...decision, updates: firstLarge ? [firstLarge, ...moreLarge] : updates };
}

interface Standing {
  readonly isPinned: boolean;
  /** Whether the alias has no update policy. */
  readonly isLoose: boolean;
  /** Whether a reconciliation was begun. */
  readonly isMarked: boolean;
}

/** What is left to do. */
function kindsOf({ isPinned, isLoose, isMarked }: Standing): readonly UpdateKind[] {
  const last: readonly UpdateKind[] = isMarked ? ['restore'] : [];
  if (isPinned) return last;
  // An alias that never had a policy has none to lose.
  if (isLoose) return ['pin', ...last];
  return ['loosen', 'pin', 'restore'];
}

function updatesOf(
  deployed: StackTemplate,
  aliasId: string,
  version: string,
  kinds: readonly UpdateKind[],
): readonly StackUpdate[] {
  let template = deployed;
  return kinds.map((kind) => {
    template = UPDATES[kind](template, aliasId, version);
    return { kind, templateText: JSON.stringify(template) };
  });
}

const UPDATES: Readonly<
  Record<UpdateKind, (template: StackTemplate, aliasId: string, version: string) => StackTemplate>
> = { loosen: loosened, pin: pinned, restore: restored };

/** The logical id of an alias, whose physical id is its ARN. */
function aliasIn(
  { physicalIds }: ReconciledStack,
  { functionName, aliasName }: ReconcileFacts['serving'],
): string | undefined {
  const end = `:function:${functionName}:${aliasName}`;
  return Object.entries(physicalIds).find(([, physicalId]) => physicalId.endsWith(end))?.[0];
}

function refused(refusal: Refusal): ReconcileDecision {
  return { kind: 'refused', refusal };
}
