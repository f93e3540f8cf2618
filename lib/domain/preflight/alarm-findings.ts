import { movesAlias, type ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** Alarms that would stop the deployment at once: CodeDeploy looks at them before it calls any hook. */
export function alarmFindings(facts: ReleaseFacts): readonly Found[] {
  if (!movesAlias(facts)) return [];
  return facts.alarms.flatMap(({ name, state, since }): readonly Found[] => {
    if (state === 'ALARM') {
      return [
        {
          code: 'alarm-red',
          severity: 'stops',
          what: `The alarm ${name} is red${since === undefined ? '' : ` since ${new Date(since).toISOString()}`}.`,
          why: 'CodeDeploy looks at the alarms before it calls any hook, and a red one stops the deployment before anything moves.',
          mend: `See what it watches: aws cloudwatch describe-alarm-history --alarm-name '${name}'. Wait until it is OK, or take it out of the deployment group where it says nothing about the new version.`,
        },
      ];
    }
    if (state !== undefined || facts.release.ignoresMissingAlarms) return [];
    return [
      {
        code: 'alarm-missing',
        severity: 'stops',
        what: `The alarm ${name} does not exist.`,
        why: 'CodeDeploy stops a deployment whose alarms it cannot read.',
        mend: 'Deploy the stack that makes it, or take it out of the deployment group.',
      },
    ];
  });
}
