import { proportionAtMost } from '../statistics/proportion-interval';

/** Beyond so many more good releases nobody waits. */
const MOST_MORE = 500;

/** What is to be shown of a share: that it is below this, with this confidence; both 0 to 1. */
interface Limit {
  readonly below: number;
  readonly confidence: number;
}

/** How many further trials without a hit show it; undefined where more than anybody waits for. */
export function furtherReleases(hits: number, trials: number, { below, confidence }: Limit): number | undefined {
  // The bound falls with every trial without a hit.
  const shows = (more: number) => proportionAtMost(hits, trials + more, confidence) < below;
  if (shows(0)) return 0;
  if (!shows(MOST_MORE)) return undefined;
  let [tooFew, enough] = [0, MOST_MORE];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (shows(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
