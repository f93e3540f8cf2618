import * as v from 'valibot';

/**
 * What a release tells the platform, as an SSM parameter of at most 4 KB: where its gates are, by which role they
 * act, and the names that exist only once it is deployed.
 */
export const manifestSchema = v.strictObject({
  /** The version of this shape. */
  schema: v.literal(1),
  /** The S3 object with the gate definitions. */
  gates: v.strictObject({ bucket: v.string(), key: v.string() }),
  /** Assumed for everything that touches the squad's own resources. */
  releaseRoleArn: v.string(),
  /** The release's own alarms by what they watch. */
  alarms: v.record(v.string(), v.string()),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** The parameter that holds the manifest of a deployment group. */
export function manifestParameterName(platformName: string, deploymentGroupName: string): string {
  return `/sluice/${platformName}/releases/${deploymentGroupName}`;
}

/** The alarms that CodeDeploy says stopped a deployment, out of the text of its error. */
export function alarmsNamedIn(message: string): readonly string[] {
  return [...message.matchAll(/<([^>]+)>/g)].map((match) => match[1] ?? '');
}

/** Who stopped a deployment, in the release's own words: `error-rate-alarm`, or CodeDeploy where none is known. */
export function decidingAlarm(message: string, alarms: Manifest['alarms']): string | undefined {
  const red = new Set(alarmsNamedIn(message));
  const known = Object.entries(alarms).filter(([, name]) => red.has(name));
  return known.length === 0 ? undefined : known.map(([watches]) => `${watches}-alarm`).join(', ');
}
