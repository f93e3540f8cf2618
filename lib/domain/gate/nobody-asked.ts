/** What holds of each kind of gate that is judged as the release is opened: it takes no time, and calls nobody. */
export const NOBODY_ASKED = {
  problems: () => [],
  seconds: () => 0,
  calls: () => ({ calls: 0, atATime: 1 }),
  needsBlue: false,
} as const;
