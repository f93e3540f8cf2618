import type { Reason } from '../gate/verdict';
import { listText } from '../text/figures';

/** A metric that an alarm looks at. What is known only once deployed stands for itself in the texts. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An alarm of a squad, as far as it can be seen at synth. */
export interface SeenAlarm {
  /** What it is called in reports. */
  readonly title: string;
  readonly isShadow: boolean;
  readonly metrics: readonly AlarmMetric[];
  /** Left out where the alarm does not say. */
  readonly treatMissingData?: string | undefined;
}

/** The function under release, by the texts that stand for it. */
export interface ReleasedTexts {
  readonly functionName: string;
  readonly aliasName: string;
  /** Its ARN, and that of its alias. */
  readonly arns: readonly string[];
}

/** What a squad should know of its alarms before it relies on them, by stable codes. */
export function alarmCautions(alarms: readonly SeenAlarm[], released: ReleasedTexts): readonly Reason[] {
  const inTheWay = alarms.filter(
    ({ isShadow, metrics }) => !isShadow && metrics.length > 0 && !metrics.some(isOfVersion),
  );
  return [
    ...alarms.flatMap((alarm) => [
      ...withoutData(alarm, released),
      ...onAllVersions(alarm, released),
      ...missingDataOpen(alarm),
    ]),
    ...stopsTheFix(inTheWay.map(({ title }) => title)),
  ];
}

const LAMBDA = 'AWS/Lambda';

/** Dimensions that Lambda publishes by (Lambda Developer Guide, "Viewing metrics for Lambda functions"). */
const DIMENSIONS = ['FunctionName', 'Resource', 'ExecutedVersion', 'EventSourceMappingUUID'];

/** The names that are easily written otherwise. */
const MISWRITTEN: Readonly<Record<string, string>> = {
  Error: 'Errors',
  Invocation: 'Invocations',
  Throttle: 'Throttles',
  Latency: 'Duration',
};

/** Why Lambda publishes no such metric; undefined where it may. */
function unpublished({ name, dimensions }: AlarmMetric, { functionName, arns }: ReleasedTexts): string | undefined {
  const right = MISWRITTEN[name];
  if (right !== undefined) return `Lambda has no metric ${name}: it is ${right}`;
  const unknown = Object.keys(dimensions).filter((one) => !DIMENSIONS.includes(one));
  if (unknown.length > 0) return `Lambda has no dimension ${listText(unknown)}, only ${listText(DIMENSIONS)}`;
  const { FunctionName: fn, Resource: resource, ExecutedVersion: version } = dimensions;
  const isArn = (text = '') => arns.includes(text) || /^arn:|:function:|'Fn::GetAtt':\['[^']+','Arn'\]/.test(text);
  if (isArn(fn)) return 'FunctionName must be the name and not an ARN';
  if (isArn(resource)) return 'Resource must be FUNCTION:ALIAS and not an ARN';
  if (version !== undefined && resource === undefined) {
    return 'ExecutedVersion is published beside FunctionName and Resource, never without both';
  }
  if (resource !== undefined && fn === undefined) return 'Resource is published beside FunctionName, never without it';
  if (fn === functionName && resource !== undefined && !resource.startsWith(functionName)) {
    return 'Resource must be FUNCTION:ALIAS, such as chat:live';
  }
  return undefined;
}

function withoutData({ title, metrics }: SeenAlarm, released: ReleasedTexts): readonly Reason[] {
  const [why] = metrics.flatMap((metric) => {
    const reason = metric.namespace === LAMBDA ? unpublished(metric, released) : undefined;
    return reason === undefined ? [] : [`${LAMBDA} ${metric.name}: ${reason}`];
  });
  if (why === undefined) return [];
  return [
    {
      code: 'alarmWithoutData',
      message: `${title} looks at what nothing publishes, so that it never goes red, whatever happens. ${why}.`,
    },
  ];
}

function isOfVersion({ dimensions }: AlarmMetric): boolean {
  return dimensions.ExecutedVersion !== undefined;
}

/** Whether a metric adds up both versions of the alias under release. */
function isOfAllVersions({ namespace, dimensions }: AlarmMetric, { functionName, aliasName }: ReleasedTexts): boolean {
  const { FunctionName: fn, Resource: resource, ExecutedVersion: version } = dimensions;
  if (namespace !== LAMBDA || fn !== functionName || version !== undefined) return false;
  return resource === undefined || resource === `${functionName}:${aliasName}`;
}

function onAllVersions({ title, isShadow, metrics }: SeenAlarm, released: ReleasedTexts): readonly Reason[] {
  if (isShadow || !metrics.some((metric) => isOfAllVersions(metric, released))) return [];
  return [
    {
      code: 'alarmOnAllVersions',
      message: `${title} adds up all versions: what the new version does counts by its share of the calls alone, and trouble of the old version rolls the new one back. The release has an alarm on the new version's errors and one on its latency; make this one a shadow, or give its metrics the dimension ExecutedVersion.`,
    },
  ];
}

function missingDataOpen({ title, treatMissingData }: SeenAlarm): readonly Reason[] {
  if (treatMissingData !== undefined) return [];
  return [
    {
      code: 'alarmMissingDataOpen',
      message: `${title} does not say what missing data means, and Lambda publishes nothing for a minute without calls: it has no state then, and an early red on few points. Set \`treatMissingData\`, to NOT_BREACHING where no data is no trouble.`,
    },
  ];
}

function stopsTheFix(titles: readonly string[]): readonly Reason[] {
  if (titles.length === 0) return [];
  const [looks, one] = titles.length === 1 ? ['looks', 'it'] : ['look', 'one of them'];
  return [
    {
      code: 'alarmStopsTheFix',
      message: `${listText(titles)} ${looks} at more than the new version: while ${one} is red, CodeDeploy stops every deployment before anything moves, and with it the fix. \`sluice preflight\` names a red one before you deploy; make a shadow of what is not to stop a fix.`,
    },
  ];
}
