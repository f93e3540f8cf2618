import type { BrokenGlass } from '../attestation/break-glass';
import type { CommitFacts } from '../facts/commit-facts';
import type { Adoption } from './adoption';
import type { PutBack } from './by-hand';
import type { Phase } from '../gate/phase';
import type { Mode, OnInconclusive } from '../gate/gate-settings';
import type { Reason, Verdict } from '../gate/verdict';

/** Where a release stands. */
export const RELEASE_STATES = [
  /** Gates are being asked; no traffic has moved. */
  'gating',
  /** The gates passed; CodeDeploy moves the traffic, or CloudFormation is told to create the alias. */
  'shifting',
  /** All traffic is on green; the last gates are being asked. */
  'verifying',
  /** A gate failed; CodeDeploy has been told and will end the deployment, or CloudFormation is told. */
  'refused',
  /** CodeDeploy puts the old version back. */
  'rolling-back',
  'released',
  'blocked',
  'rolled-back',
  'failed',
] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

export function isReleaseState(state: string): state is ReleaseState {
  return (RELEASE_STATES as readonly string[]).includes(state);
}

const TERMINAL: ReadonlySet<ReleaseState> = new Set(['released', 'blocked', 'rolled-back', 'failed']);

/** One attempt to move an alias from blue to green, or to create it on green. Times are milliseconds since the epoch. */
export interface Release {
  /** CodeDeploy's deployment id; of a first release, which has no deployment, an id of ours. */
  readonly id: string;
  readonly functionName: string;
  readonly aliasName: string;
  /** Missing in a first release: the alias is not there before it. */
  readonly blue?: string;
  readonly green: string;
  readonly deploymentGroup: string;
  /** The SHA-256 of what is released, as the manifest says it; missing in releases from before it did. */
  readonly subject?: string | undefined;
  /** How far the service has adopted its pipeline; missing where that is `trusted`, and in releases from before it was said. */
  readonly adoption?: Adoption | undefined;
  /**
   * The SHA-256 of what green is made of, by what Lambda said of it as the release was opened; missing where it could not be
   * asked, and in releases from before it was.
   */
  readonly published?: string | undefined;
  /** What was known of its commit as it was opened; missing where nobody had annotated it. */
  readonly facts?: CommitFacts | undefined;
  /** The ARN of the execution that asked its gates last; missing in releases from before it was kept. */
  readonly gateRun?: string | undefined;
  /** By which its alarms were ignored; missing where they were not. */
  readonly breakGlass?: BrokenGlass | undefined;
  readonly state: ReleaseState;
  readonly openedAt: number;
  /** The gate, alarm or service that settled the outcome. */
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly reasons: readonly Reason[];
  /** What gates said that did not stop it: shadows, and those that knew too little and let it proceed. */
  readonly notes?: readonly Reason[] | undefined;
  /** Of a first release: since when it stands that CloudFormation may be told to create the alias. */
  readonly allowedAt?: number;
  /** When the gates before the traffic had passed: from then on customers may reach green. */
  readonly shiftedAt?: number;
  readonly endedAt?: number;
  /** Who put another version back after it had ended, and why; missing where nobody has. */
  readonly putBack?: PutBack | undefined;
  /** The gates that are past their lower limit, and of which somebody was told. */
  readonly warned?: readonly string[] | undefined;
  /** When somebody was told that nothing happens to it any more. */
  readonly stuckAt?: number;
  /** What customers had of green until it ended; missing where nobody counted, or it reached nobody. */
  readonly counted?: CountedRequests;
  /** When somebody last set about sending the message of the outcome. */
  readonly messageClaimedAt?: number;
  readonly messageSentAt?: number;
  /** Counts the changes; a writer that did not see the last one loses. */
  readonly revision: number;
  /** The SHA-256 of its last event; missing where it was kept before events were. */
  readonly head?: string | undefined;
}

/** Customers' requests that green served while its release was under way. */
export interface CountedRequests {
  /** When they were counted, in milliseconds since the epoch. */
  readonly at: number;
  /** Missing where they could not be told, and will not be. */
  readonly requests?: number | undefined;
  /** Those of them that failed. */
  readonly failed?: number | undefined;
}

/** A gate's answer as it is kept. */
export interface GateRecord {
  readonly name: string;
  readonly phase: Phase;
  readonly mode: Mode;
  /** What an inconclusive verdict does; `block` where it is not said. */
  readonly onInconclusive?: OnInconclusive | undefined;
  readonly verdict: Verdict;
  /** How often it was asked, where that was more than once. */
  readonly attempts?: number | undefined;
  readonly at: number;
}

/** What is known when a release is first seen. */
export type NewRelease = Pick<
  Release,
  | 'id'
  | 'functionName'
  | 'aliasName'
  | 'blue'
  | 'green'
  | 'deploymentGroup'
  | 'subject'
  | 'adoption'
  | 'published'
  | 'facts'
  | 'gateRun'
  | 'openedAt'
>;

export function openRelease(known: NewRelease): Release {
  return { ...known, state: 'gating', reasons: [], revision: 1 };
}

/** Whether nothing can happen to the release any more. */
export function isTerminal(state: ReleaseState): boolean {
  return TERMINAL.has(state);
}

/** Whether nothing is left to be done about the release: it has ended, and its message is known to be sent. */
export function isSettled({ state, messageSentAt }: Release): boolean {
  return isTerminal(state) && messageSentAt !== undefined;
}

/** Whether somebody has yet to count what customers had of green: it may have reached some, and nobody counted. */
export function awaitsCount({ state, blue, shiftedAt, counted }: Release): boolean {
  const mayHaveReached = isTerminal(state) && state !== 'blocked' && blue !== undefined && shiftedAt !== undefined;
  return mayHaveReached && counted === undefined;
}
