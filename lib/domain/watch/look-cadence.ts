/** From so many minutes of a shift on, a look is taken every so many seconds: the evidence is valid at any cadence. */
interface Cadence {
  readonly fromMinute: number;
  readonly everySeconds: number;
}

/** By Lambda's own metrics, which are those of whole minutes. */
const BY_MINUTES: readonly Cadence[] = [
  { fromMinute: 0, everySeconds: 60 },
  { fromMinute: 60, everySeconds: 300 },
];

/** Where the function publishes metrics of its own, every second of which can be told apart. */
const BY_TEN_SECONDS: readonly Cadence[] = [
  { fromMinute: 0, everySeconds: 10 },
  { fromMinute: 10, everySeconds: 60 },
  { fromMinute: 60, everySeconds: 300 },
];

/** @param sinceMinutes how long traffic has been moving */
export function secondsToNextLook(sinceMinutes: number, byTenSeconds = false): number {
  const cadences = byTenSeconds ? BY_TEN_SECONDS : BY_MINUTES;
  const now = cadences.findLast(({ fromMinute }) => fromMinute <= sinceMinutes) ?? cadences[0];
  return now?.everySeconds ?? 0;
}

/** When the looks at so many minutes of traffic are taken, in minutes from its beginning; the last is at its end. */
export function lookMinutes(minutes: number, byTenSeconds = false): readonly number[] {
  const looks: number[] = [];
  for (let seconds = 0; seconds < minutes * 60;) {
    seconds = Math.min(minutes * 60, seconds + secondsToNextLook(seconds / 60, byTenSeconds));
    looks.push(seconds / 60);
  }
  return looks;
}
