/**
 * One asking of a quality gate takes this long at most, in seconds; then it says that it is not done, and is asked to go
 * on. Short enough that a crash loses little, and that all askings fit into what the gates of a phase have.
 */
const MOST_SLICE_SECONDS = 480;

/** A gate may break once, or be slow once, without running out of askings. */
const SPARE_ASKINGS = 1;

interface TimedQuality {
  /** For all askings together. */
  readonly withinSeconds: number;
}

/** How often a quality gate that is not done, or that broke, is asked to go on. */
export function qualityResumes({ withinSeconds }: TimedQuality): number {
  return slices(withinSeconds) - 1 + SPARE_ASKINGS;
}

/** How long one asking may take, in seconds. */
export function qualitySliceSeconds({ withinSeconds }: TimedQuality): number {
  return withinSeconds / slices(withinSeconds);
}

function slices(withinSeconds: number): number {
  return Math.ceil(withinSeconds / MOST_SLICE_SECONDS);
}
