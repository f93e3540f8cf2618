/**
 * Which state of an app is synthesized: the first deploy, a change that is fine, one that fails its customers, and one
 * that is fine but whose stack fails after the shift, at a resource that has nothing to do with it.
 */
export type Change = 'base' | 'good' | 'bad' | 'fails-to-deploy';

export const CHANGES: readonly Change[] = ['base', 'good', 'bad', 'fails-to-deploy'];

/** The handler of a state, as a file name in the app's `service` folder. */
export function handlerOf(change: Change): string {
  switch (change) {
    case 'base':
      return 'base.ts';
    case 'good':
    case 'fails-to-deploy':
      return 'good.ts';
    case 'bad':
      return 'bad.ts';
  }
}
