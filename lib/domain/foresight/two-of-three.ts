/**
 * The chance that two of three minutes in a row are red somewhere in a row of minutes, each red by its own chance and
 * independently of the others: the rule of a release's alarms, which take 2 datapoints of 3 and minutes without calls
 * for not breaching (CloudWatch User Guide, "Evaluating an alarm").
 */
export function chanceOfTwoInThree(redChances: readonly number[]): number {
  // Which of the last two minutes was red; two red ones would have been enough.
  let neither = 1;
  let last = 0;
  let beforeLast = 0;
  for (const red of redChances) {
    const calm = 1 - red;
    // Without the minute before the last, a red one is the first of two; after a red one it is the second.
    [neither, last, beforeLast] = [(neither + beforeLast) * calm, neither * red, last * calm];
  }
  return Math.max(0, 1 - neither - last - beforeLast);
}
