import * as v from 'valibot';
import { manifestTextSchema, type Manifest } from '../release/manifest';
import { platformOfHook } from '../release/hook-function';
import { referredId, type Resource, type Template } from './template';

/** An alarm by its logical id, by its name, or by what another stack exports its name as. */
export type PlannedAlarm = { readonly id: string } | { readonly name: string } | { readonly exported: string };

/** A release as a template declares it. Ids are logical ids. */
export interface PlannedRelease {
  readonly aliasId: string;
  /** Missing where the alias names its function or its version in another way than by a reference. */
  readonly functionId?: string;
  readonly versionId?: string;
  readonly groupId?: string;
  /** The platform whose hooks it calls; missing where they are none of ours. */
  readonly platformName?: string;
  /** What CodeDeploy is to watch. None where the watch is off. */
  readonly alarms: readonly PlannedAlarm[];
  /** Whether an alarm that cannot be read is passed over. */
  readonly ignoresMissingAlarms: boolean;
  /** What the manifest says, with a placeholder for what is known at deploy time only. */
  readonly manifest?: PlannedManifest;
}

export interface PlannedManifest {
  readonly schema: number;
  /** The SHA-256 of what is released; missing where the release was synthesized before there was one. */
  readonly subject?: string;
  /** The id of the break-glass by which its alarms are switched off. */
  readonly breakGlass?: string;
  readonly foreseen: readonly string[];
  /** All of it, where this version understands it. */
  readonly whole?: Manifest;
  /** The names of its gates and of what its alarms watch; missing where it says neither. */
  readonly names?: { readonly gates: readonly string[]; readonly watched: readonly string[] };
}

const policySchema = v.looseObject({
  CodeDeployLambdaAliasUpdate: v.looseObject({
    DeploymentGroupName: v.unknown(),
    BeforeAllowTrafficHook: v.optional(v.unknown()),
    AfterAllowTrafficHook: v.optional(v.unknown()),
  }),
});

const alarmsSchema = v.looseObject({
  Enabled: v.optional(v.boolean(), false),
  IgnorePollAlarmFailure: v.optional(v.boolean(), false),
  Alarms: v.optional(v.array(v.looseObject({ Name: v.unknown() })), []),
});

/** The releases of a template: its aliases that CodeDeploy moves. */
export function plannedReleases(template: Template): readonly PlannedRelease[] {
  return Object.entries(template.Resources).flatMap(([aliasId, alias]) => {
    const policy = v.safeParse(policySchema, alias.UpdatePolicy);
    return alias.Type === 'AWS::Lambda::Alias' && policy.success
      ? [plannedRelease(template, aliasId, alias, policy.output.CodeDeployLambdaAliasUpdate)]
      : [];
  });
}

function plannedRelease(
  template: Template,
  aliasId: string,
  { Properties: { FunctionName, FunctionVersion } }: Resource,
  policy: v.InferOutput<typeof policySchema>['CodeDeployLambdaAliasUpdate'],
): PlannedRelease {
  const groupId = referredId(policy.DeploymentGroupName);
  const hooks = [policy.BeforeAllowTrafficHook, policy.AfterAllowTrafficHook].filter(
    (hook) => typeof hook === 'string',
  );
  const watch = v.safeParse(alarmsSchema, template.Resources[groupId ?? '']?.Properties.AlarmConfiguration);
  return given({
    aliasId,
    functionId: referredId(FunctionName),
    versionId: referredId(FunctionVersion),
    groupId,
    platformName: hooks.map(platformOfHook).find((name) => name !== undefined),
    alarms: watch.success && watch.output.Enabled ? watch.output.Alarms.flatMap(({ Name }) => alarmOf(Name)) : [],
    ignoresMissingAlarms: watch.success && watch.output.IgnorePollAlarmFailure,
    manifest: groupId === undefined ? undefined : manifestOf(template, groupId),
  });
}

/** The name of the function of a release, where its template says one. */
export function writtenFunctionName(
  { Resources }: Template,
  { functionId }: Pick<PlannedRelease, 'functionId'>,
): string | undefined {
  const name = Resources[functionId ?? '']?.Properties.FunctionName;
  return typeof name === 'string' ? name : undefined;
}

/** Whether the alarms of a template's deployment group are named, and switched off. */
export function switchedOff(template: Template | undefined, groupId: string | undefined): boolean {
  const watch = v.safeParse(alarmsSchema, template?.Resources[groupId ?? '']?.Properties.AlarmConfiguration);
  return watch.success && !watch.output.Enabled && watch.output.Alarms.length > 0;
}

const importSchema = v.strictObject({ 'Fn::ImportValue': v.string() });

function alarmOf(name: unknown): PlannedRelease['alarms'] {
  if (typeof name === 'string') return [{ name }];
  const exported = v.safeParse(importSchema, name);
  if (exported.success) return [{ exported: exported.output['Fn::ImportValue'] }];
  const id = referredId(name);
  return id === undefined ? [] : [{ id }];
}

const manifestSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    schema: v.number(),
    subject: v.optional(v.string()),
    breakGlass: v.optional(v.string()),
    foreseen: v.optional(v.array(v.string()), []),
    gates: v.optional(v.looseObject({ asked: v.array(v.looseObject({ name: v.string() })) })),
    alarms: v.optional(v.record(v.string(), v.unknown())),
  }),
);

/** The manifest of a deployment group is the parameter whose name ends with it. */
function manifestOf(template: Template, groupId: string): PlannedRelease['manifest'] {
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::SSM::Parameter' || !JSON.stringify(Properties.Name).includes(`"${groupId}"`)) continue;
    const parsed = v.safeParse(manifestSchema, textOf(Properties.Value));
    if (!parsed.success) continue;
    const { schema, subject, breakGlass, foreseen, gates, alarms } = parsed.output;
    const whole = v.safeParse(manifestTextSchema, textOf(Properties.Value));
    const said = given<PlannedManifest>({
      ...{ schema, foreseen, subject, breakGlass, names: undefined },
      whole: whole.success ? whole.output : undefined,
    });
    if (!gates || !alarms) return said;
    const names = { gates: gates.asked.map(({ name }) => name), watched: Object.keys(alarms) };
    return { ...said, names };
  }
  return undefined;
}

/** A text as it will be, with a placeholder for each value that is known at deploy time only. */
function textOf(value: unknown): unknown {
  const joined = v.safeParse(v.strictObject({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) }), value);
  if (!joined.success) return value;
  const [separator, parts] = joined.output['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'deploy-time')).join(separator);
}

/** Members that are known. */
function given<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
