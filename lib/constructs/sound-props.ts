import { CfnResource, Token, type Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MODES } from '../domain/gate/gate-settings';
import { ADOPTIONS } from '../domain/release/adoption';
import { beginning } from '../domain/size/beginning';
import { listText } from '../domain/text/figures';
import { nearestName } from '../domain/text/nearest-name';
import { KNOWN_AT_SYNTH } from './token-paths';

/** What a prop has to be, as far as code in JavaScript may get it wrong. */
interface PropKind {
  readonly says: string;
  holds(value: unknown): boolean;
  /** Whether a value of this kind exists only once deployed. */
  isLate?(value: unknown): boolean;
}

/** Something that is made by one of our classes, or by another copy of it. */
function madeBy(how: string, ...members: readonly string[]): PropKind {
  return { says: `must be made by ${how}`, holds: (value) => members.every((member) => has(value, member)) };
}

export const PROP_KINDS = {
  number: { says: 'must be a number', holds: (value) => typeof value === 'number' },
  flag: { says: 'must be true or false', holds: (value) => typeof value === 'boolean' },
  text: { says: 'must be text', holds: (value) => typeof value === 'string' },
  texts: {
    says: 'must be a list of texts',
    holds: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
    isLate: (value) =>
      Token.isUnresolved(value) || (Array.isArray(value) && value.some((one) => Token.isUnresolved(one))),
  },
  duration: {
    says: 'must be a Duration, such as Duration.seconds(30)',
    holds: (value) => has(value, 'toSeconds') && has(value, 'isUnresolved'),
    isLate: (value) => (value as Duration).isUnresolved(),
  },
  object: {
    says: 'must be an object of props',
    holds: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
  /** Checked by whoever uses it. */
  any: { says: 'must be given', holds: (value) => value !== undefined, isLate: () => false },
  function: {
    says: 'must be a Lambda function',
    holds: (value) => has(value, 'functionArn') && has(value, 'grantInvoke'),
  },
  probe: madeBy('Probe.http or Probe.event', '_bindToGate', 'bound'),
  suite: madeBy('Suite.fromFile', '_bindToGate', 'path'),
  qualitySuite: madeBy('QualitySuite.fromFile', '_bindToGate', 'path'),
  judge: madeBy('one of the functions of Judge', '_bindToGate', 'bound'),
  shareIncrease: madeBy('PercentagePoints.of, Factor.of or Percent.of', '_bindToGate', 'increase'),
  durationIncrease: {
    says: 'must be a Duration, or made by Factor.of or Percent.of',
    // Percentage points are made likewise, and are of no duration.
    holds: (value) =>
      (has(value, 'toSeconds') && has(value, 'isUnresolved')) ||
      (has(value, 'increase') &&
        (value as { readonly increase?: { readonly kind?: unknown } }).increase?.kind !== 'points'),
    isLate: (value) => has(value, 'isUnresolved') && (value as Duration).isUnresolved(),
  },
  rule: madeBy('Rule.aboveBlue', '_bindToGate', 'bound'),
  tables: {
    says: 'must be a list of DynamoDB tables',
    holds: (value) => Array.isArray(value) && value.every((one) => has(one, 'tableName') && has(one, 'tableArn')),
    isLate: () => false,
  },
  version: { says: 'must be a version of a Lambda function', holds: (value) => has(value, 'version') },
  key: { says: 'must be a key of KMS', holds: (value) => has(value, 'keyArn') },
  bucket: { says: 'must be a bucket of S3', holds: (value) => has(value, 'bucketName') && has(value, 'arnForObjects') },
  topic: { says: 'must be a topic of SNS', holds: (value) => has(value, 'topicArn') },
  grantee: {
    says: 'must be something that can be granted, such as a role or a function',
    holds: (value) => has(value, 'grantPrincipal'),
  },
  alarm: {
    says: 'must be a CloudWatch alarm',
    holds: (value) => has(value, 'alarmName') && has(value, 'alarmArn'),
    isLate: () => false,
  },
  metric: {
    says: 'must be a Metric of CloudWatch, by its namespace, name and dimensions',
    holds: (value) => has(value, 'metricName') && has(value, 'namespace'),
    isLate: () => false,
  },
  mode: {
    says: `must be one of ${MODES.join(', ')}`,
    holds: (value) => (MODES as readonly unknown[]).includes(value),
  },
  adoption: {
    says: `must be one of ${ADOPTIONS.join(', ')}`,
    holds: (value) => (ADOPTIONS as readonly unknown[]).includes(value),
  },
  alarms: {
    says: 'must be a list of CloudWatch alarms',
    holds: (value) => Array.isArray(value) && value.every((one) => has(one, 'alarmName') && has(one, 'alarmArn')),
    isLate: () => false,
  },
  traffic: madeBy('one of the functions of TrafficPlan', '_bindToRelease', 'shape'),
  gates: {
    says: 'must be a list of what the functions of Gate make',
    holds: (value) => Array.isArray(value) && value.every((one) => has(one, '_bindToRelease') && has(one, 'bound')),
  },
  requirements: {
    says: 'must be a list of what the functions of Requirement make',
    holds: (value) =>
      Array.isArray(value) && value.every((one) => has(one, '_bindToPlatform') && has(one, 'requirement')),
    isLate: () => false,
  },
  calendars: {
    says: 'must be a list of what the functions of Calendar make',
    holds: (value) => Array.isArray(value) && value.every((one) => has(one, '_bindToPlatform') && has(one, 'bind')),
    isLate: () => false,
  },
  openHours: madeBy('OpenHours.office or OpenHours.weekly', '_bind', 'hours'),
  channels: {
    says: 'must be a list of what the functions of Channel make',
    holds: (value) => Array.isArray(value) && value.every((one) => has(one, '_bindToPlatform')),
    isLate: () => false,
  },
  alias: {
    says: 'must be an alias that this app makes (new lambda.Alias)',
    holds: (value) => has(value, 'version') && CfnResource.isCfnResource((value as Construct).node.defaultChild ?? {}),
  },
  aliasName: { says: 'must be text', holds: (value) => typeof value === 'string', isLate: () => false },
  rate: madeBy('one of the functions of Rate', 'countPerMinute'),
  platform: madeBy('new ReleasePlatform or ReleasePlatform.fromPlatformName', 'platformName'),
} as const satisfies Record<string, PropKind>;

/** The kind of each prop by its name; one that must be given is marked by an exclamation mark. */
export type PropTable<P> = {
  readonly [K in keyof P]-?: keyof typeof PROP_KINDS | `${keyof typeof PROP_KINDS}!`;
};

/**
 * Which names are refused that are none of the props: all of them, or, where a subclass may have props of its own beside
 * ours, those that are nearly one of ours which is not given.
 */
export type UnknownNames = 'all' | 'nearly-known';

/** The props that are of their kinds, and what is wrong with the others, each as one sentence. */
export function soundProps<P extends object>(
  props: P,
  table: PropTable<P>,
  refused: UnknownNames = 'all',
): { readonly sound: Partial<P>; readonly given: P; readonly problems: readonly string[] } {
  const { given, problems: ofAll } = wholeProps(props, Object.keys(table), refused);
  const problems = new Map<string, string>();
  for (const [name, said] of Object.entries<string>(table)) {
    const kind: PropKind = PROP_KINDS[said.replace('!', '') as keyof typeof PROP_KINDS];
    const value: unknown = given[name as keyof P];
    if (value === undefined && !said.endsWith('!')) continue;
    const problem = problemOf(kind, value);
    if (problem === undefined) continue;
    problems.set(name, `\`${name}\` ${problem}`);
  }
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !problems.has(name))) as Partial<P>;
  return { sound, given, problems: [...ofAll, ...(given === props ? problems.values() : [])] };
}

/** The props as they were given, none where they are no object, and what is wrong with them as a whole. */
export function wholeProps<P extends object>(
  props: P,
  known: readonly string[],
  refused: UnknownNames = 'all',
): { readonly given: P; readonly problems: readonly string[] } {
  const problem = problemOf(PROP_KINDS.object, props);
  if (problem !== undefined) return { given: {} as P, problems: [`the props ${problem}`] };
  const names = Object.entries(props).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const unknown = names.filter((name) => !known.includes(name));
  const free = refused === 'all' ? known : known.filter((name) => !names.includes(name));
  return {
    given: props,
    problems: unknown.flatMap((name) => unknownProblem(name, nearestName(name, free), known, refused) ?? []),
  };
}

function unknownProblem(
  name: string,
  meant: string | undefined,
  known: readonly string[],
  refused: UnknownNames,
): string | undefined {
  if (meant !== undefined) return `\`${name}\` is none of the props: write \`${meant}\``;
  return refused === 'all' ? `\`${name}\` is none of the props, which are ${listText(known)}` : undefined;
}

/**
 * Refuses an argument without which nothing can be made, at once.
 *
 * @throws Error that says what to give instead
 */
export function checkArgument(what: string, kind: keyof typeof PROP_KINDS, value: unknown): void {
  const problem = problemOf(PROP_KINDS[kind], value);
  if (problem !== undefined) throw new Error(`${what} ${problem}`);
}

/** What is wrong with one value, as the end of a sentence. */
export function problemOf(kind: PropKind, value: unknown): string | undefined {
  if (kind.holds(value)) return (kind.isLate ?? Token.isUnresolved)(value) ? KNOWN_AT_SYNTH : undefined;
  return Token.isUnresolved(value) ? KNOWN_AT_SYNTH : `${kind.says}, got: ${shown(value)}`;
}

/** A value for a message, as short as it can be recognised by. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(beginning(value, 60));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  const { name } = (Object.getPrototypeOf(value) as { readonly constructor?: { readonly name: string } } | null)
    ?.constructor ?? { name: 'Object' };
  return name === 'Object' ? 'an object' : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function has(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}
