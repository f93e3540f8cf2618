import { forTerminal } from './for-terminal';

/** After so long without a word, in milliseconds, people wonder whether anything happens. */
const QUIET_MS = 2000;

/** Says on standard error what is being waited for, once it takes long. */
export function showWait(what: string): { readonly end: () => void } {
  const timer = setTimeout(() => process.stderr.write(`${forTerminal(what)} …\n`), QUIET_MS);
  return {
    end: () => {
      clearTimeout(timer);
    },
  };
}
