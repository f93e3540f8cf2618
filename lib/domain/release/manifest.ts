import * as v from 'valibot';
import { PHASES } from '../gate/phase';
import { gateSettings } from '../gate/gate-settings';
import { MANIFEST_SCHEMA } from './platform-names';
import { BUDGETS } from '../size/budgets';
import { jsonBytes } from '../size/json-bytes';

/** A gate as the platform asks for it; what it asks is in the file of gates. */
const askedGateSchema = v.strictObject({
  name: v.string(),
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
});

/** The S3 object with the gate definitions, bound to its bytes: its name alone says nothing of what is in it by now. */
export const gateFileObjectSchema = v.strictObject({
  bucket: v.pipe(v.string(), v.nonEmpty()),
  key: v.pipe(v.string(), v.nonEmpty()),
  /** Of its bytes, in hexadecimal digits. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits')),
});

export type GateFileObject = v.InferOutput<typeof gateFileObjectSchema>;

export type AskedGate = v.InferOutput<typeof askedGateSchema>;

/**
 * What a release tells the platform, as an SSM parameter of at most 4 KB: where its gates are, by which role they
 * act, and the names that exist only once it is deployed.
 */
export const manifestSchema = v.strictObject({
  /** The version of this shape. */
  schema: v.literal(MANIFEST_SCHEMA),
  /** The S3 object with the gate definitions, and which gates are in it. */
  gates: v.strictObject({ ...gateFileObjectSchema.entries, asked: v.array(askedGateSchema) }),
  /** Assumed for everything that touches the squad's own resources. */
  releaseRoleArn: v.string(),
  /** The release's own alarms by what they watch. */
  alarms: v.record(v.string(), v.string()),
  /** What was known at synth, in sentences: what the alarms can see of green, and what a release costs. */
  foreseen: v.optional(v.array(v.string())),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** A manifest as the ledger and the parameter keep it: as JSON text. */
export const manifestTextSchema = v.pipe(v.string(), v.parseJson(), manifestSchema);

/** What the gates may take of it. */
const MOST_BYTES = BUDGETS.manifest - BUDGETS.manifestNames;
/** An ARN of a function or its alias, which at synth may be a token of any length, at its longest. */
const LONGEST_ARN = 'a'.repeat(270);

/** Why so many gates cannot be released; undefined where they can. */
export function manifestProblem(asked: readonly AskedGate[]): string | undefined {
  const taken = gatesBytes(asked);
  return taken <= MOST_BYTES
    ? undefined
    : `\`gates\` must take ${MOST_BYTES} bytes at most in the release's manifest, which is one SSM parameter, got: ${asked.length} gates of ${taken} bytes together; ask fewer gates (an integration suite holds many conversations) or give them shorter names`;
}

/** As many of the sentences, first to last, as the manifest has room for beside its gates. */
export function foreseenThatFits(asked: readonly AskedGate[], sentences: readonly string[]): readonly string[] {
  let left = MOST_BYTES - gatesBytes(asked) - jsonBytes({ foreseen: [] });
  return sentences.filter((sentence) => {
    left -= jsonBytes(sentence) + 1;
    return left >= 0;
  });
}

function gatesBytes(asked: readonly AskedGate[]): number {
  return jsonBytes(
    asked.map((gate) => (gate.functionArn === undefined ? gate : { ...gate, functionArn: LONGEST_ARN })),
  );
}

/** The alarms that CodeDeploy says stopped a deployment, out of the text of its error. */
export function alarmsNamedIn(message: string): readonly string[] {
  return [...message.matchAll(/<[^>]+>/g)].map(([bracketed]) => bracketed.slice(1, -1));
}

/** Who stopped a deployment, in the release's own words: `error-rate-alarm`, or CodeDeploy where none is known. */
export function decidingAlarm(message: string, alarms: Manifest['alarms']): string | undefined {
  const red = new Set(alarmsNamedIn(message));
  const known = Object.entries(alarms).filter(([, name]) => red.has(name));
  return known.length === 0 ? undefined : known.map(([watches]) => `${watches}-alarm`).join(', ');
}
