/** What an alarm of a squad's own is to a release. */
export interface ReleaseAlarmProps {
  /**
   * What the alarm is called in reports and messages, beside `-alarm`: lower-case words joined by hyphens, unique in the
   * release.
   *
   * @default - the alarm's construct id in such words, `checkout-errors` of `CheckoutErrorsAlarm`
   */
  readonly name?: string;
  /**
   * Whether the alarm counts. A `shadow` alarm is none of CodeDeploy's: its history is read when all traffic has moved, and
   * whether it would have rolled back is recorded.
   *
   * @default enforce
   */
  readonly mode?: 'enforce' | 'shadow';
}
