import { tidyUp } from './changes/loses-a-permission/tidy-up';
import { wholeCpu } from './changes/whole-cpu/whole-cpu';
import type { MangaAssistStack } from './manga-assist-stack';

/** One state of the service that somebody released. */
export interface MangaAssistRelease {
  /** Its folder's name, under which its assembly is written too. */
  readonly name: string;
  /** Its handler, from the example's folder. */
  readonly handler: string;
  /** What it changes in the stack beside the code. */
  readonly change?: (stack: MangaAssistStack) => void;
}

/** The name of the platform's own assembly. */
export const PLATFORM = 'platform';

/** The service as it was first deployed, and the later changes of it, in the order in which they came. */
export const RELEASES: readonly MangaAssistRelease[] = [
  { name: 'service', handler: 'service/handler.ts' },
  { name: 'better-ranking', handler: 'changes/better-ranking/handler.ts' },
  { name: 'breaks-follow-up', handler: 'changes/breaks-follow-up/handler.ts' },
  { name: 'rude-answers', handler: 'changes/rude-answers/handler.ts' },
  { name: 'slower-answers', handler: 'changes/slower-answers/handler.ts' },
  { name: 'fails-under-traffic', handler: 'changes/fails-under-traffic/handler.ts' },
  { name: 'whole-cpu', handler: 'changes/better-ranking/handler.ts', change: wholeCpu },
  { name: 'loses-a-permission', handler: 'changes/loses-a-permission/handler.ts', change: tidyUp },
];
