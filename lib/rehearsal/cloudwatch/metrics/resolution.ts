/** Milliseconds. CloudWatch keeps metrics of standard resolution, those of AWS services among them, by the minute. */
export const MINUTE_MS = 60_000;

/** Milliseconds. Metrics of high resolution are kept by the second. */
export const SECOND_MS = 1000;

/** Milliseconds. Alarms with a period below a minute are evaluated this often, and see values in steps of it. */
export const HIGH_RESOLUTION_STEP_MS = 10_000;

/** Seconds, as `PutMetricData` names it: 60 is the standard, 1 is high resolution. */
export type StorageResolution = 1 | 60;
