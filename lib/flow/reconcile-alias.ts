import { decideReconcile, type ReconcileDecision, type StackUpdate } from '../domain/reconcile/decide-reconcile';
import type { ReconciledStack, ReconcileFacts } from '../domain/reconcile/reconcile-facts';
import type { Refusal } from '../domain/reconcile/refusals';
import type { UpdateKind } from '../domain/reconcile/stack-updates';

/** So often an update is asked after, in milliseconds. */
const ASK_EVERY_MS = 5000;
/** As long as an update of an alias may take, in milliseconds; CloudFormation goes on with it all the same. */
const LONGEST_UPDATE_MS = 30 * 60_000;

export interface ReconcilePorts {
  look(): Promise<ReconcileFacts>;
  /** Has CloudFormation begin an update. */
  update(stack: ReconciledStack, update: StackUpdate): Promise<void>;
  status(stackId: string): Promise<string | undefined>;
  /** The first failure of the stack's last operation; undefined where it tells none. */
  failure(stackId: string): Promise<string | undefined>;
  pause(ms: number): Promise<void>;
  /** Told of each update as it begins. */
  begun(kind: UpdateKind): void;
}

export type Reconciled =
  | { readonly kind: 'in-line'; readonly version: string; readonly made: readonly UpdateKind[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly made: readonly UpdateKind[] }
  /** An update ended otherwise than well, or has not ended. */
  | {
      readonly kind: 'failed';
      readonly update: UpdateKind;
      readonly status: string;
      readonly reason?: string;
      readonly made: readonly UpdateKind[];
    };

/**
 * Brings CloudFormation in line, update by update. It looks anew before each, and decides what is left to do: so one that was
 * stopped in the middle goes on where it was, and one during which the alias moves ends.
 *
 * @param agreed what was looked at before, and agreed to
 */
export async function reconcileAlias(
  agreed: Extract<ReconcileDecision, { kind: 'reconcile' }>,
  ports: ReconcilePorts,
): Promise<Reconciled> {
  const made: UpdateKind[] = [];
  for (;;) {
    const facts = await ports.look();
    const { serving, stack } = facts;
    if (serving.version !== agreed.version) {
      const alias = `${serving.functionName}:${serving.aliasName}`;
      return { kind: 'refused', refusal: moved(alias, agreed.version, serving.version), made };
    }
    const decision = decideReconcile(facts);
    if (decision.kind !== 'reconcile') return { ...decision, made };
    if (!stack) throw new Error('Whatever has no stack is refused.');
    const [update] = decision.updates;
    // Each kind is made once: whatever does not see that it was would go on for ever.
    if (made.includes(update.kind)) throw new Error(`The update ${update.kind} ended well and changed nothing.`);
    ports.begun(update.kind);
    await ports.update(stack, update);
    const status = await ended(stack.id, ports);
    if (status !== 'UPDATE_COMPLETE') {
      const reason = await ports.failure(stack.id);
      return { kind: 'failed', update: update.kind, status, ...(reason === undefined ? {} : { reason }), made };
    }
    made.push(update.kind);
  }
}

async function ended(stackId: string, ports: ReconcilePorts): Promise<string> {
  let now = '';
  for (let waited = 0; waited < LONGEST_UPDATE_MS; waited += ASK_EVERY_MS) {
    await ports.pause(ASK_EVERY_MS);
    now = (await ports.status(stackId)) ?? 'gone';
    if (!now.endsWith('_IN_PROGRESS')) return now;
  }
  return now;
}

function moved(alias: string, from: string, to: string | undefined): Refusal {
  return {
    code: 'alias-moved',
    what: `The alias ${alias} was at version ${from}, and is at ${to === undefined ? 'none' : `version ${to}`} now.`,
    why: 'Somebody moves it while CloudFormation is being brought in line with where it was.',
    fix: 'Run this again once it is where it is to stay: it goes on where it was stopped.',
  };
}
