import { type Topic } from './topic';
import { type VolumeLimits } from './volume-limits';

/** What a shopper wants in answer to a message. */
export type Intent =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'facts'; readonly topic: Topic; readonly of: Reference }
  | RecommendationIntent
  /** Titles like those just talked about, but shorter or longer. */
  | { readonly kind: 'other-length'; readonly direction: 'shorter' | 'longer'; readonly than: Reference }
  /** More of what was just recommended. */
  | { readonly kind: 'more' }
  | { readonly kind: 'unknown-title'; readonly name: string }
  | { readonly kind: 'unclear' };

/** Titles with some of these traits, or like some that the shopper knows. */
export interface RecommendationIntent {
  readonly kind: 'recommendation';
  readonly traits: readonly string[];
  readonly like?: Reference;
  readonly limits: VolumeLimits;
}

/** Which titles a message is about. */
export type Reference =
  | { readonly kind: 'named'; readonly ids: readonly string[] }
  /** A place in the list of the last answer, as `Array.prototype.at` takes it. */
  | { readonly kind: 'listed'; readonly place: number }
  /** The title that the conversation was about last. */
  | { readonly kind: 'last' };
