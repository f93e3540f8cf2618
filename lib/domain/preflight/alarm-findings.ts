import { movesAlias, type AlarmFact, type ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** Alarms that would stop the deployment at once: CodeDeploy looks at them before it calls any hook. */
export function alarmFindings(facts: ReleaseFacts): readonly Found[] {
  if (!movesAlias(facts)) return [];
  return facts.alarms.flatMap((alarm): readonly Found[] => {
    const { name, state, since } = alarm;
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
    if (state !== undefined) return isMadeAnew(facts, name) ? [] : withoutData(alarm);
    if (facts.release.ignoresMissingAlarms) return [];
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

/** Whether the alarm looks at the new version, and so is as new as that: it has had no time for data. */
function isMadeAnew({ next, release: { versionId }, stack }: ReleaseFacts, name: string): boolean {
  const id = Object.entries(stack?.physicalIds ?? {}).find(([, physicalId]) => physicalId === name)?.[0];
  const alarm = id === undefined ? undefined : next.Resources[id];
  return versionId !== undefined && JSON.stringify(alarm?.Properties ?? {}).includes(JSON.stringify(versionId));
}

/** From when an alarm is made to its first state that is its own, in milliseconds. */
const FIRST_STATE_MS = 5 * 60_000;

/** An alarm that had no data never goes red: it looks at what nothing publishes, or nothing has come of it yet. */
function withoutData({ name, state, since, configuredAt, unpublished = [] }: AlarmFact): readonly Found[] {
  const isSinceMade =
    state === 'INSUFFICIENT_DATA' &&
    since !== undefined &&
    configuredAt !== undefined &&
    since <= configuredAt + FIRST_STATE_MS;
  if (!isSinceMade && unpublished.length === 0) return [];
  const looksAt = unpublished.length === 0 ? '' : ` Nothing has published ${unpublished.join(' or ')} in two weeks.`;
  const what = isSinceMade
    ? `The alarm ${name} has had no data since it was made, or last changed, on ${new Date(configuredAt).toISOString()}.${looksAt}`
    : `The alarm ${name} has had no data.${looksAt}`;
  return [
    {
      code: 'alarm-without-data',
      severity: 'warns',
      what,
      why: 'Without data no alarm goes red, so this one stops no bad version. A dimension that nothing publishes looks the same.',
      mend: `Compare what it looks at with what there is: aws cloudwatch describe-alarms --alarm-names '${name}', and aws cloudwatch list-metrics with its namespace and metric name.`,
    },
  ];
}
