import type { ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** What is still going on for this deployment group. */
export function flightFindings({ deployments, open }: ReleaseFacts): readonly Found[] {
  const running = new Set(deployments.map(({ id }) => id));
  return [
    ...deployments.map(({ id, status, createdAt }): Found => {
      const release = open.find((one) => one.id === id);
      return {
        code: 'release-in-flight',
        severity: 'stops',
        what: `Deployment ${id} of this group is ${status} since ${new Date(createdAt).toISOString()}${release ? `; its release, version ${release.blue} to ${release.green}, is ${release.state}` : ''}.`,
        why: 'CodeDeploy moves one alias at a time and refuses the next deployment.',
        mend: `Wait: aws deploy wait deployment-successful --deployment-id ${id}. To give it up: aws deploy stop-deployment --deployment-id ${id} --auto-rollback-enabled`,
      };
    }),
    ...open
      // The last step of a rollback is a deployment of its own, with an id of its own.
      .filter(({ id, state }) => !running.has(id) && (state !== 'rolling-back' || running.size === 0))
      .map(({ id, state, openedAt }): Found => {
        return {
          code: 'release-not-closed',
          severity: 'warns',
          what: `The ledger has release ${id}, opened ${new Date(openedAt).toISOString()}, as ${state}, but CodeDeploy has no such deployment in flight.`,
          why: 'The next release is not stopped by it, but nobody was told how this one ended.',
          mend: `See how it ended: aws deploy get-deployment --deployment-id ${id}`,
        };
      }),
  ];
}
