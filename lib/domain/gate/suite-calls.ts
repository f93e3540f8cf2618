import type { Conversation, Suite } from '../suite/suite';
import type { GateCalls } from './gate-kind';

/** The calls that it takes to hold conversations of a suite, with what is set up and torn down around them. */
export function suiteCalls({ setup = [], teardown = [] }: Suite, conversations: readonly Conversation[]): number {
  return conversations.reduce((sum, { turns }) => sum + turns.length, setup.length + teardown.length);
}

/** @param most there are to be made side by side */
export function callsSideBySide(calls: number, concurrency: number, most: number): GateCalls {
  return { calls, atATime: Math.min(concurrency, most) };
}
