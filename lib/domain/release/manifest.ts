import * as v from 'valibot';
import { attestationKindSchema } from '../attestation/attestation-kind';
import { isGlassId } from '../attestation/break-glass';
import { freezeSchema } from '../calendar/freeze';
import { releasedCodeSchema } from '../code/released-code';
import { IN_FLIGHT, PHASES } from '../gate/phase';
import { gateSettings } from '../gate/gate-settings';
import { manifestWatchSchema } from '../shift/watch-plan';
import { ownCountsSchema } from '../shift/metrics';
import { isKeptForPolicy } from '../gate/policy-name';
import type { ShadowAlarm } from '../shift/shadow-alarm';
import { UNDERSTOOD_MANIFESTS } from './platform-names';
import { ADOPTIONS } from './adoption';
import { RELEASE_TYPES } from './release-type';
import { sha256Schema } from '../text/sha256';

/** A gate as the platform asks for it; what it asks is in the file of gates. */
const askedGateSchema = v.strictObject({
  /** No name of what the platform asks for itself: by one a squad would answer in the platform's place. */
  name: v.pipe(
    v.string(),
    v.check((name) => !isKeptForPolicy(name), 'must not begin with `policy-`: so the platform names what it asks for'),
  ),
  /** The kind of its definition; missing in those of before it was said. */
  kind: v.optional(v.pipe(v.string(), v.nonEmpty())),
  phase: v.picklist(PHASES),
  /** After so many whole seconds nobody waits for its answer any more. */
  deadlineSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...gateSettings,
  /** Of a quality gate: how often it is asked to go on, where it was not done or broke. */
  resumes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The squad's own function, where that is what is asked, or what judges. */
  functionArn: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** Whether it compares with the version that serves; where it is left out, it does not. */
  needsBlue: v.optional(v.boolean()),
  /** The names of the tables that it watches. */
  tables: v.optional(v.array(v.pipe(v.string(), v.nonEmpty()))),
  /** The squad's own counts that it watches. */
  counts: v.optional(ownCountsSchema),
  /** The kinds of attestations that decide it: nobody is asked. */
  attested: v.optional(v.pipe(v.array(attestationKindSchema), v.minLength(1))),
  /** Where these are approvals: whether authors of the release count among those who approve. */
  approvals: v.optional(v.picklist(['independent', 'any'])),
  /** What closes it: nobody is asked. */
  freeze: v.optional(freezeSchema),
});

/** The S3 object with the gate definitions, bound to its bytes: its name alone says nothing of what is in it by now. */
export const gateFileObjectSchema = v.strictObject({
  bucket: v.pipe(v.string(), v.nonEmpty()),
  key: v.pipe(v.string(), v.nonEmpty()),
  /** Of its bytes, in hexadecimal digits. */
  sha256: sha256Schema,
});

export type GateFileObject = v.InferOutput<typeof gateFileObjectSchema>;

export type AskedGate = v.InferOutput<typeof askedGateSchema>;

/**
 * What a release tells the platform, as an SSM parameter of at most 4 KB: where its gates are, by which role they
 * act, and the names that exist only once it is deployed.
 */
export const manifestSchema = v.strictObject({
  /** The version of this shape. */
  schema: v.picklist(UNDERSTOOD_MANIFESTS),
  /** The SHA-256 of what is released, which is known before the deployment; missing in those of before it was. */
  subject: v.optional(sha256Schema),
  /** What kind of release it is; missing in those of before it was said. */
  type: v.optional(v.picklist(RELEASE_TYPES)),
  /** How far it has adopted its pipeline; left out where that is `trusted`. */
  adoption: v.optional(v.picklist(ADOPTIONS)),
  /** What the function is made of; missing in those of before it was named. */
  code: v.optional(releasedCodeSchema),
  /** The S3 object with the gate definitions, and which gates are in it. */
  gates: v.strictObject({ ...gateFileObjectSchema.entries, asked: v.array(askedGateSchema) }),
  /** Assumed for everything that touches the squad's own resources. */
  releaseRoleArn: v.string(),
  /** The id of the break-glass by which its alarms are switched off. */
  breakGlass: v.optional(v.pipe(v.string(), v.check(isGlassId, 'must be the id of a break-glass'))),
  /** The alarms that CodeDeploy watches, by what they are called here: the release's own, and those of the squad. */
  alarms: v.record(v.string(), v.string()),
  /** Likewise the alarms that are shadows: they are read once traffic has moved, and stop nothing. */
  shadowAlarms: v.optional(v.record(v.string(), v.string())),
  /** What the watch of the shift goes by, where gates are asked in flight. */
  watch: v.optional(manifestWatchSchema),
  /** How long traffic is to move, in whole minutes; left out by those who wrote it before it was asked for. */
  shiftMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** What was known at synth, in sentences: what the alarms can see of green, and what a release costs. */
  foreseen: v.optional(v.array(v.string())),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** Whether nobody is asked about a gate: what was attested, or the calendar, decides it as the release is opened. */
export function isJudgedAtOpening({ attested, freeze }: Pick<AskedGate, 'attested' | 'freeze'>): boolean {
  return attested !== undefined || freeze !== undefined;
}

/** Whether gates of the release are asked while traffic shifts. */
export function isWatched({ gates }: { readonly gates: { readonly asked: readonly AskedGate[] } }): boolean {
  return gates.asked.some(({ phase }) => phase === IN_FLIGHT);
}

/** Whether there is something to look at once all traffic has moved, beside the gates that are asked then. */
export function hasLastLook(manifest: Pick<Manifest, 'gates' | 'shadowAlarms'>): boolean {
  return isWatched(manifest) || shadowAlarmsOf(manifest).length > 0;
}

/** What an alarm is called in reports and messages, and as the gate that one is that is a shadow. */
export function alarmTitle(place: string): string {
  return `${place}-alarm`;
}

/** The alarms that are shadows. */
export function shadowAlarmsOf({ shadowAlarms = {} }: Pick<Manifest, 'shadowAlarms'>): readonly ShadowAlarm[] {
  return Object.entries(shadowAlarms).map(([place, alarmName]) => ({ place, alarmName }));
}

/** The same as the gates that the last look answers for. */
export function shadowAlarmGates(manifest: Pick<Manifest, 'shadowAlarms'>): readonly ShadowGate[] {
  // One that could not be read, or had no data, would have stopped nothing.
  return shadowAlarmsOf(manifest).map(({ place }) => ({
    name: alarmTitle(place),
    mode: 'shadow',
    onInconclusive: 'proceed',
  }));
}

interface ShadowGate {
  readonly name: string;
  readonly mode: 'shadow';
  readonly onInconclusive: 'proceed';
}

/** A manifest as the ledger and the parameter keep it: as JSON text. */
export const manifestTextSchema = v.pipe(v.string(), v.parseJson(), manifestSchema);

/** The alarms that CodeDeploy says stopped a deployment, out of the text of its error. */
export function alarmsNamedIn(message: string): readonly string[] {
  return [...message.matchAll(/<[^>]+>/g)].map(([bracketed]) => bracketed.slice(1, -1));
}

/** Who stopped a deployment, in the release's own words: `error-rate-alarm`, or CodeDeploy where none is known. */
export function decidingAlarm(message: string, alarms: Manifest['alarms']): string | undefined {
  const red = new Set(alarmsNamedIn(message));
  const known = Object.entries(alarms).filter(([, name]) => red.has(name));
  return known.length === 0 ? undefined : known.map(([place]) => alarmTitle(place)).join(', ');
}
