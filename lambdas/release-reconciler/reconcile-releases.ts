import * as v from 'valibot';
import { reconcileReleases as reconcile, type ReconcilerPorts } from '../../lib/flow/reconcile-releases';
import { parsed } from '../parsed';

/** What the schedules send. */
const requestSchema = v.variant('look', [
  v.strictObject({ look: v.literal('ledger') }),
  v.strictObject({ look: v.literal('codedeploy'), hours: v.pipe(v.number(), v.minValue(1)) }),
]);

/** Makes up for what was missed, where a schedule says to look. */
export async function reconcileReleases(request: unknown, ports: ReconcilerPorts): Promise<void> {
  await reconcile(parsed('The request to reconcile releases', requestSchema, request), ports);
}
