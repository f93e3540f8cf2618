import { type Context } from './context';

/** One message of a shopper. */
export interface Turn {
  readonly message: string;
  /** The context of the last answer, unless the conversation is new. */
  readonly context: Context | undefined;
  /** Names the shopper's visit, where the client says it. */
  readonly session: string | undefined;
}

export interface Answer {
  readonly reply: string;
  /** The ids of the titles that the reply is about. */
  readonly titles: readonly string[];
  /** To be sent back with the next message. */
  readonly context: Context;
}

export interface Assistant {
  answer(turn: Turn): Promise<Answer>;
}
