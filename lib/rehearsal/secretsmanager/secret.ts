import { ApiError } from '../kernel/api-error';

/** What a version of a secret holds: text, or base64. */
export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: string };

interface SecretVersion {
  readonly id: string;
  readonly value: SecretValue;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  stages: readonly string[];
}

/** The newest value, and the one before it. */
export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** A secret with its versions: Secrets Manager User Guide, "What's in a Secrets Manager secret?". */
export class Secret {
  private versions: SecretVersion[] = [];
  description: string | undefined;
  kmsKeyId: string | undefined;
  tags: unknown;
  lastChangedAt: number;
  lastAccessedAt: number | undefined;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly createdAt: number,
  ) {
    this.lastChangedAt = createdAt;
  }

  /**
   * Adds a version under some stages, which leave the versions that had them. The version that was current becomes the
   * previous one. The same id with the same value changes nothing.
   */
  put(id: string, value: SecretValue, stages: readonly string[], now: number): SecretVersion {
    const existing = this.versions.find((version) => version.id === id);
    if (existing && JSON.stringify(existing.value) !== JSON.stringify(value)) {
      throw new ApiError(
        'ResourceExistsException',
        "You can't use ClientRequestToken because that value is already in use for a version of this secret.",
      );
    }
    if (existing) return existing;
    const version: SecretVersion = { id, value, createdAt: now, stages: [] };
    this.versions.push(version);
    // The first version is always the current one.
    this.move(version, this.versions.length === 1 ? [...new Set([...stages, CURRENT])] : stages);
    // Secrets Manager keeps no version without a stage.
    this.versions = this.versions.filter((one) => one.stages.length > 0);
    this.lastChangedAt = now;
    return version;
  }

  find(versionId: string | undefined, stage: string | undefined): SecretVersion {
    const wanted = stage ?? (versionId === undefined ? CURRENT : undefined);
    const version = this.versions.find(
      ({ id, stages }) =>
        (versionId === undefined || id === versionId) && (wanted === undefined || stages.includes(wanted)),
    );
    if (version) return version;
    const what = versionId === undefined ? `staging label: ${wanted ?? ''}` : `VersionId: ${versionId}`;
    throw new ApiError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${what}`,
    );
  }

  /** The stages of each version, by its id. */
  stages(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.versions.map(({ id, stages }) => [id, stages]));
  }

  private move(version: SecretVersion, stages: readonly string[]): void {
    const current = this.versions.find((one) => one.stages.includes(CURRENT));
    const taken = stages.includes(CURRENT) && current ? [...stages, PREVIOUS] : stages;
    for (const one of this.versions) one.stages = one.stages.filter((stage) => !taken.includes(stage));
    if (stages.includes(CURRENT) && current) current.stages = [...current.stages, PREVIOUS];
    version.stages = stages;
  }
}
