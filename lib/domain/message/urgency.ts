import type { Message } from './message';

type Urgency = Pick<Message, 'severity' | 'needsPerson'>;

/**
 * How bad it is, and whether somebody has to act now. A person is needed where customers may be hit and nothing of ours
 * is going to change that; all else can wait until somebody reads it.
 */
export const URGENCIES = {
  started: { severity: 'info', needsPerson: false },
  warned: { severity: 'warning', needsPerson: false },
  blocked: { severity: 'warning', needsPerson: false },
  'rolled-back': { severity: 'error', needsPerson: false },
  released: { severity: 'info', needsPerson: false },
  /** Nobody knows whether the first version serves. */
  failed: { severity: 'critical', needsPerson: true },
  /** Both versions may serve, for as long as nobody acts. */
  'alias-split': { severity: 'critical', needsPerson: true },
  /** The check put the old version back. */
  'check-acted': { severity: 'error', needsPerson: false },
  'check-failed': { severity: 'critical', needsPerson: true },
  /** It waits, and no customer has reached it. */
  'stuck-before-traffic': { severity: 'error', needsPerson: true },
  'stuck-in-traffic': { severity: 'critical', needsPerson: true },
  owed: { severity: 'warning', needsPerson: false },
  /** No customer is hit by what is missing. */
  overdue: { severity: 'error', needsPerson: false },
} as const satisfies Readonly<Record<string, Urgency>>;

/** A case of how urgent a message is. */
export type UrgencyCase = keyof typeof URGENCIES;
