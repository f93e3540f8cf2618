import type { Reason } from '../gate/verdict';
import { BUDGETS } from '../size/budgets';
import { Room } from '../size/room';
import type { GateRecord } from './release';

/** The sentence that says how many there are besides. */
const MORE_BYTES = 200;

/**
 * What a release keeps of why gates refused it. Each gate has an equal part, as one that says much must not hide the
 * others; all that it said is in its own record.
 */
export function keptReasons(refusing: readonly GateRecord[]): readonly Reason[] {
  const partBytes = Math.floor(BUDGETS.releaseReasons / refusing.length);
  return refusing.flatMap(({ name, verdict: { reasons } }) => {
    const room = new Room(partBytes - MORE_BYTES, Math.min(BUDGETS.verdictText, Math.floor(partBytes / 4)));
    const kept: Reason[] = [];
    for (const { code, message } of reasons) {
      const taken = room.take((short) => ({ code: short(code), message: short(message) }));
      if (!taken) break;
      kept.push(taken);
    }
    const more = reasons.length - kept.length;
    if (more === 0) return kept;
    return [...kept, { code: 'more-reasons', message: `And ${more} more reasons of gate ${name}, see its record.` }];
  });
}
