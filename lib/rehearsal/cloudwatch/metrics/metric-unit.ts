const PER_SECOND = [
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Count'],
];

/** CloudWatch API Reference, MetricDatum, Unit. */
export const METRIC_UNITS: readonly string[] = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'None'],
  ...PER_SECOND,
  ...PER_SECOND.map((unit) => `${unit}/Second`),
];

/** What a value has whose unit nobody gave. */
export const NO_UNIT = 'None';
