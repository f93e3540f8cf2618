import type { ErrorInformation } from './deployment';
import type { RollbackEvent } from './deployment-group';

/** How a deployment came to its end before its time. */
export type Interruption =
  | { readonly status: 'Failed'; readonly error: ErrorInformation }
  | {
      readonly status: 'Stopped';
      readonly cause: 'alarm';
      readonly error: ErrorInformation;
      /** The alarms that did, by name; left out where they could not be read. */
      readonly alarms?: readonly string[];
    }
  | {
      readonly status: 'Stopped';
      readonly cause: 'request';
      readonly error: ErrorInformation;
      /** What the request said of a rollback, if it said anything. */
      readonly rollBack?: boolean;
    };

/** Whether an interrupted deployment is rolled back, by the endings after which it is. */
export function rollsBack(interruption: Interruption, rollbackOn: readonly RollbackEvent[]): boolean {
  if (interruption.status === 'Failed') return rollbackOn.includes('DEPLOYMENT_FAILURE');
  switch (interruption.cause) {
    case 'alarm':
      return rollbackOn.includes('DEPLOYMENT_STOP_ON_ALARM');
    case 'request':
      return interruption.rollBack ?? rollbackOn.includes('DEPLOYMENT_STOP_ON_REQUEST');
  }
}
