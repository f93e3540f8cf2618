/** The service regions of PagerDuty. */
export const PAGER_DUTY_REGIONS = ['us', 'eu'] as const;
export type PagerDutyRegion = (typeof PAGER_DUTY_REGIONS)[number];
