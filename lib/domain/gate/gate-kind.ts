import type * as v from 'valibot';
import type { Freeze } from '../calendar/freeze';
import type { GatePorts } from './call';
import type { Reason, Verdict } from './verdict';
import type { Watched } from './watched';

/** A definition whose suite may not have been read: all that is said of it besides. */
export type Draft<D> = D extends { readonly suite: infer S }
  ? Omit<D, 'suite'> & { readonly suite?: S }
  : D extends { readonly load: infer L }
    ? Omit<D, 'load'> & { readonly load: Draft<L> }
    : D;

/** What asking one gate takes, if nothing fails. */
export interface GateCalls {
  /** Calls of the function under release, of either version. The squad's own function is charged as one of them. */
  readonly calls: number;
  /** So many of them at a time. */
  readonly atATime: number;
}

/** All that has to be known of gates of one kind, by the definition that is shipped of one. */
export interface GateKind<D> {
  readonly schema: v.GenericSchema<unknown, D>;
  /** What the schema cannot say, each as one sentence: what settings make impossible together. */
  readonly problems: (draft: Draft<D>) => readonly string[];
  /** How long one asking may take, in seconds. */
  readonly seconds: (gate: D) => number;
  /** How often it is asked to go on, where one asking is not enough. */
  readonly resumes?: (gate: D) => number;
  readonly calls: (gate: D) => GateCalls;
  /** Kilobytes that it writes to the table of scores at most, where it writes any. */
  readonly scoreWrites?: (gate: D) => number;
  /** Whether it compares with the version that serves. */
  readonly needsBlue: boolean;
  /** What is known at synth of asking it, in sentences. */
  readonly foreseen?: (gate: D) => readonly string[];
  /** What a squad must have read before it relies on the gate: warnings at synth, by their codes. */
  readonly cautions?: (gate: D) => readonly Reason[];
  /** The kinds of attestations that decide it, as the release is opened; left out where somebody is asked. */
  readonly attested?: (gate: D) => readonly string[];
  /** Whose approvals they are, where they are of people and not of checks. */
  readonly approvals?: (gate: D) => 'independent' | 'any';
  /** What closes it, as the release is opened; left out where somebody is asked. */
  readonly freeze?: (gate: D) => Freeze;
  /** What it has watched while traffic shifts; left out where a hook waits for its answer. */
  readonly watched?: (gate: D) => Watched;
  /** Asks it within one call of the gate asker; left out where an asker of its own asks it. */
  readonly run?: (gate: D, ports: GatePorts) => Promise<Verdict>;
}
