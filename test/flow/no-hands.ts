import type { CloserPorts } from '../../lib/flow/close-release';

/** A platform in which nobody puts anything back by hand. */
export const NO_HANDS: Pick<CloserPorts, 'history' | 'alarmReasons'> = {
  history: { ofAlias: () => Promise.resolve([]) },
  alarmReasons: { redBecause: () => Promise.resolve([]) },
};
