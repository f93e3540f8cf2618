import type { Release } from '../domain/release/release';
import { warningReason } from '../domain/shift/warning-reason';
import type { WatchState } from '../domain/shift/watch-state';
import { applyEvent } from './apply-event';
import { inTime } from './in-time';
import { publishAtOnce } from './publish-notices';
import type { WatchPorts } from './watch-ports';

/** So long one warning is waited for, in milliseconds: a look has a minute, and more to do. */
const TELL_MS = 5000;

/**
 * Says of each gate that counts that green is past its lower limit, once for the release. What cannot be said breaks no look: the
 * next one says it, and what the gate says in the end has it in any case. A shadow's is in its own record alone.
 *
 * @param isMoved whether all traffic is on green by now
 */
export async function tellWarnings(
  { id, warned: told = [] }: Release,
  state: WatchState,
  ports: Pick<WatchPorts, 'ledger' | 'outcomes' | 'notices' | 'now'>,
  isMoved = false,
): Promise<void> {
  for (const gate of state.plan.gates) {
    const { name: by, mode } = gate;
    const [at, warning] = [state.warned[by], warningReason(state, gate)];
    if (mode === 'shadow' || at === undefined || !warning || told.includes(by)) continue;
    const event = { kind: 'warned', at, by, warnings: [warning], ...(isMoved ? { isMoved } : {}) } as const;
    const kept = await inTime(applyEvent(ports.ledger, id, event), TELL_MS);
    if ('value' in kept) await publishAtOnce(kept.value.notices, ports);
  }
}
