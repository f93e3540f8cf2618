/** The commands there are, by their words. */
export const COMMAND_NAMES: readonly string[] = [
  'features',
  'gates report',
  'judge calibrate',
  'preflight',
  'rehearse',
  'suite check',
  'suite sample',
];
