import { setTimeout } from 'node:timers/promises';

/** What a rehearsal said the time was when it was last asked to let some pass. */
let told: string | undefined;

/** The time that a command goes by, in milliseconds since the epoch: a rehearsal's own where one runs it. */
export function now(): number {
  const rehearsed = told ?? process.env.REHEARSAL_NOW;
  return rehearsed === undefined ? Date.now() : Date.parse(rehearsed);
}

/** Waits, in a rehearsal for as long in its own time: so does everything that polls. */
export async function pause(ms: number): Promise<void> {
  const wait = process.env.REHEARSAL_WAIT;
  if (wait === undefined) {
    await setTimeout(ms);
    return;
  }
  const answer = await fetch(wait, { method: 'POST', body: JSON.stringify({ ms }) });
  if (!answer.ok) throw new Error(`The rehearsal does not let time pass: ${answer.status} ${await answer.text()}`);
  ({ now: told } = (await answer.json()) as { readonly now: string });
}
