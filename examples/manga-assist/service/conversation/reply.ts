import { type Title } from '../catalogue/title';
import { type Wish } from '../recommending/wish';

/** What the assistant says to one message. */
export type Reply =
  /** Facts about titles. */
  | { readonly kind: 'facts'; readonly text: string; readonly titles: readonly Title[] }
  | { readonly kind: 'recommendation'; readonly text: string; readonly titles: readonly Title[]; readonly wish: Wish }
  /** Anything that is about no title. */
  | { readonly kind: 'talk'; readonly text: string };
