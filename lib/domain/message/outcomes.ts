import type { Message } from './message';

/** Where whoever is concerned hears of releases. */
export interface Outcomes {
  publish(message: Message): Promise<void>;
}
