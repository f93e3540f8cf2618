import type { Judging } from '../policy/judging';
import type { UnderWay } from '../policy/schedule';
import type { GlassStanding } from '../attestation/break-glass';
import type { Release } from '../release/release';
import type { Verdict } from '../gate/verdict';
import type { PlannedRelease } from './planned-release';
import { referredId, type Template } from './template';

/** An alarm that CodeDeploy looks at before it moves any traffic. */
export interface AlarmFact {
  readonly name: string;
  /** Missing where there is no such alarm. */
  readonly state?: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Since when it is in that state; milliseconds since the epoch. */
  readonly since?: number;
  /** When it was made, or last changed; milliseconds since the epoch. */
  readonly configuredAt?: number;
  /** What it looks at, where nothing has published any of it in the last two weeks. */
  readonly unpublished?: readonly string[];
}

/** An alias as Lambda has it now. */
export interface ServingFact {
  readonly functionName: string;
  readonly aliasName: string;
  /** Missing where the alias is gone. */
  readonly version?: string;
  /** A second version that gets a share of the calls, 0 to 1. */
  readonly additional?: { readonly version: string; readonly weight: number };
  /** The versions that exist. */
  readonly versions: readonly string[];
}

/** A deployment of the group that has not ended. */
export interface DeploymentFact {
  readonly id: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** How it stands with the break-glass that the new manifest names. */
export interface GlassFact {
  readonly standing: GlassStanding;
  /** The release that has used it. */
  readonly spentBy?: string;
}

export interface PlatformFacts {
  readonly name: string;
  /** The parameters that the new template reads of it, and those of them that are not there. */
  readonly read: readonly string[];
  readonly missing: readonly string[];
  /** The newest manifest that it understands. */
  readonly manifestSchema: number;
}

/** A gate of a freeze, as it was judged beforehand. */
export interface FreezeFact {
  readonly name: string;
  readonly verdict: Verdict;
  /** Whether its answer would stop nothing. */
  readonly isShadow: boolean;
}

/** Everything that a preflight knows of one release. */
export interface ReleaseFacts {
  readonly stackName: string;
  readonly next: Template;
  readonly release: PlannedRelease;
  /** Missing where there is no such stack yet. */
  readonly stack?: {
    readonly status: string;
    readonly deployed: Template;
    /** By logical id. */
    readonly physicalIds: Readonly<Record<string, string>>;
  };
  /** Missing where the release calls no hooks of a platform. */
  readonly platform?: PlatformFacts;
  /** Missing where the alias was never deployed. */
  readonly serving?: ServingFact;
  readonly alarms: readonly AlarmFact[];
  /** Missing where the new manifest names none. */
  readonly glass?: GlassFact;
  readonly deployments: readonly DeploymentFact[];
  /** What the opener would judge it by, or why nobody can; missing where the release has no platform, or no manifest that says it. */
  readonly judging?: Judging | { readonly problem: string };
  /** The releases of the ledger that have not ended. */
  readonly open: readonly Release[];
  /** What its freezes would say if it were opened now; missing where nobody asked. */
  readonly calendar?: readonly FreezeFact[];
  /** The releases of its platform that have not ended; missing where the platform does not ask for any to be alone. */
  readonly underWay?: readonly UnderWay[];
}

/** The version that CloudFormation gave the alias; undefined where the alias is not there. */
export function deployedVersion({ release, stack }: ReleaseFacts): string | undefined {
  const written = writtenVersion(stack?.deployed, release.aliasId);
  // One that was brought in line by `sluice reconcile` has its version as a number.
  if (typeof written === 'string') return written;
  return versionNumber(stack, referredId(written));
}

/** Whether `cdk deploy` would have CodeDeploy move the alias. */
export function movesAlias({ release, stack }: ReleaseFacts): boolean {
  const before = writtenVersion(stack?.deployed, release.aliasId);
  if (typeof before === 'string') return versionNumber(stack, release.versionId) !== before;
  const id = referredId(before);
  return id !== undefined && id !== release.versionId;
}

/** Whether `cdk deploy` would begin a release: the alias is made, or moved. */
export function isRelease(facts: ReleaseFacts): boolean {
  return facts.serving === undefined || movesAlias(facts);
}

function writtenVersion(deployed: Template | undefined, aliasId: string): unknown {
  return deployed?.Resources[aliasId]?.Properties.FunctionVersion;
}

/** The number of a version that the stack has; undefined where it is yet to be published. */
function versionNumber(stack: ReleaseFacts['stack'], versionId: string | undefined): string | undefined {
  return /:(\d+)$/.exec(stack?.physicalIds[versionId ?? ''] ?? '')?.[1];
}
