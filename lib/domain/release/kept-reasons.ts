import type { Reason } from '../gate/verdict';
import { BUDGETS } from '../size/budgets';
import { Room } from '../size/room';
import type { GateRecord } from './release';

/** The sentence that says how many there are besides. */
const MORE_BYTES = 200;

/**
 * What a release keeps of why gates refused it. Each gate has an equal part, as one that says much must not hide the
 * others; all that it said is in its own record. What two gates say alike, such as a squad's and its platform's, is kept once.
 */
export function keptReasons(refusing: readonly GateRecord[]): readonly Reason[] {
  const partBytes = Math.floor(BUDGETS.releaseReasons / refusing.length);
  const said = new Set<string>();
  return refusing.flatMap(({ name, verdict }) => {
    const reasons = verdict.reasons.filter((reason) => !said.has(keyOf(reason)));
    for (const reason of reasons) said.add(keyOf(reason));
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

function keyOf({ code, message }: Reason): string {
  return `${code} ${message}`;
}
