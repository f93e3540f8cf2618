import * as v from 'valibot';
import { keptRelease, type Item } from '../domain/audit/kept-release';
import { deliveryItemSchema } from '../domain/delivery/deliveries';
import type { Delivery } from '../domain/delivery/delivery';
import type { CommitFacts } from '../domain/facts/commit-facts';
import { PHASES, type Phase } from '../domain/gate/phase';
import type { Mode } from '../domain/gate/gate-settings';
import type { Outcome, Reason } from '../domain/gate/verdict';
import { gateEffect, type GateEffect } from '../domain/release/gate-effect';
import { wayOfGates } from '../domain/message/hotfix-clock';
import { ledgerEventSchema } from '../domain/release/ledger-event';
import { gateItemSchema, looksItemSchema, releaseItemSchema } from '../domain/release/ledger-items';
import { manifestTextSchema } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import type { ReleaseType } from '../domain/release/release-type';
import { watchStateTextSchema, type WatchState } from '../domain/shift/watch-state';
import { gateNameOf } from '../domain/shift/streams';
import { warningReason } from '../domain/shift/warning-reason';
import type { LookRecord } from '../domain/shift/watches';

/** What one version has done while traffic shifted, as far as the watch has counted it. */
export interface StoryVersion {
  readonly calls: number;
  /** Missing where no gate watches errors. */
  readonly failed?: number | undefined;
}

/** A gate that compares the versions, and how much evidence there is against green; the release is stopped at `needed`. */
export interface StoryEvidence {
  readonly gate: string;
  readonly evidence: number;
}

/** A gate that found green past its lower limit. */
export interface StoryWarning {
  readonly gate: string;
  readonly mode: Mode;
  readonly at: string;
  readonly message: string;
}

/** A release as the ledger tells it, for whoever looks at one. Times are ISO 8601. */
export interface ReleaseStory {
  /** The version of this shape. */
  readonly schema: 1;
  readonly release: Omit<Release, 'openedAt' | 'decidedAt' | 'endedAt'> & {
    readonly openedAt: string;
    readonly decidedAt?: string | undefined;
    readonly endedAt?: string | undefined;
  };
  readonly events: readonly {
    readonly sequence: number;
    readonly kind: string;
    readonly at: string;
    readonly state: string;
  }[];
  readonly gates: readonly {
    readonly name: string;
    readonly phase: Phase;
    readonly outcome: Outcome;
    readonly effect: GateEffect;
    readonly reasons: readonly Reason[];
    readonly at: string;
  }[];
  /** Where there is a watch: what it has seen so far. */
  readonly watch?: {
    readonly looks: number;
    readonly lookedAt: string;
    /** Green's share of the traffic, 0 to 1; missing before it was seen. */
    readonly weight?: number | undefined;
    readonly blue: StoryVersion;
    readonly green: StoryVersion;
    readonly evidence: readonly StoryEvidence[];
    readonly warnings: readonly StoryWarning[];
    /** Every look, the oldest first. */
    readonly history: readonly LookRecord[];
  };
  /** What is known of its commit, whenever that was annotated; missing where it is nothing. */
  readonly facts?: CommitFacts | undefined;
  /** What each channel did about each message, the oldest first. */
  readonly deliveries: readonly {
    readonly channel: string;
    readonly message: string;
    readonly state: Delivery['state'];
    readonly attempts: number;
    readonly at: string;
    /** What came of the last attempt, where it did not end well. */
    readonly said?: string | undefined;
    /** Whether it called somebody, of a channel that can. */
    readonly paged?: boolean | undefined;
  }[];
  /** What was known at synth, in sentences. */
  readonly foreseen: readonly string[];
  /** Its type, by its manifest; missing where that does not say it. */
  readonly type?: ReleaseType | undefined;
  /** When it was first approved, and when it was attested that its code was released in staging, as far as gates asked for it. */
  readonly reviewedAt?: string | undefined;
  readonly stagedAt?: string | undefined;
}

/** Reads a release's story out of its items, with the facts that it was opened with; undefined where there is no release among them. */
export function releaseStory(id: string, items: readonly Item[]): ReleaseStory | undefined {
  const kept = keptRelease(id, items);
  const state = v.safeParse(releaseItemSchema, kept.state);
  if (!state.success) return undefined;
  const { release, manifest } = state.output;
  const { openedAt, decidedAt, endedAt, ...rest } = release;
  const read = v.safeParse(manifestTextSchema, manifest);
  const watch = watchOf(kept.watch);
  const gates = kept.gates.map((item) => v.parse(gateItemSchema, item).gate);
  const { reviewedAt, stagedAt } = wayOfGates(gates);
  return {
    schema: 1,
    release: {
      ...rest,
      openedAt: iso(openedAt),
      ...(decidedAt === undefined ? {} : { decidedAt: iso(decidedAt) }),
      ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
    },
    events: [...kept.events.values()].flatMap((raw) => {
      const { success, output } = v.safeParse(ledgerEventSchema, raw);
      if (!success) return [];
      return [{ sequence: output.sequence, kind: output.kind, at: iso(output.at), state: output.release.state }];
    }),
    gates: gates
      .toSorted(
        (a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.at - b.at || (a.name < b.name ? -1 : 1),
      )
      .map((gate) => ({
        ...{ name: gate.name, phase: gate.phase, outcome: gate.verdict.outcome, effect: gateEffect(gate) },
        ...{ reasons: gate.verdict.reasons, at: iso(gate.at) },
      })),
    ...(watch === undefined ? {} : { watch }),
    ...(release.facts ? { facts: release.facts } : {}),
    deliveries: deliveriesOf(kept.others),
    foreseen: read.success ? (read.output.foreseen ?? []) : [],
    ...(read.success && read.output.type !== undefined ? { type: read.output.type } : {}),
    ...(reviewedAt === undefined ? {} : { reviewedAt: iso(reviewedAt) }),
    ...(stagedAt === undefined ? {} : { stagedAt: iso(stagedAt) }),
  };
}

function deliveriesOf(items: readonly Item[]): ReleaseStory['deliveries'] {
  return items
    .flatMap((item) => {
      const { success, output } = v.safeParse(deliveryItemSchema, item);
      return success ? [output.delivery] : [];
    })
    .sort((one, other) => one.at - other.at || (one.channel < other.channel ? -1 : 1))
    .map(({ channel, messageId: message, state, attempts, at, said, paged }) => ({
      ...{ channel, message, state, attempts, at: iso(at) },
      ...(said === undefined ? {} : { said }),
      ...(paged === undefined ? {} : { paged }),
    }));
}

const stateItemSchema = v.object({ state: watchStateTextSchema });

function watchOf(items: readonly Item[]): ReleaseStory['watch'] {
  const read = items.map((item) => v.safeParse(stateItemSchema, item)).find(({ success }) => success);
  if (!read?.success) return undefined;
  const { state } = read.output;
  const history = items
    .filter(({ SK }) => String(SK).startsWith('WATCH#LOOKS#'))
    .sort((a, b) => (String(a.SK) < String(b.SK) ? -1 : 1))
    .flatMap((item) => v.parse(looksItemSchema, item).taken);
  return {
    looks: state.looks,
    lookedAt: iso(state.lookedAt),
    weight: state.weights.at(-1)?.weight,
    ...countsOf(state),
    evidence: Object.entries(history.at(-1)?.gates ?? {}).map(([gate, { evidence }]) => ({ gate, evidence })),
    warnings: warningsOf(state),
    history,
  };
}

function warningsOf(state: WatchState): readonly StoryWarning[] {
  return state.plan.gates.flatMap((gate) => {
    const [at, warning] = [state.warned[gate.name], warningReason(state, gate)];
    return at !== undefined && warning
      ? [{ gate: gate.name, mode: gate.mode, at: iso(at), message: warning.message }]
      : [];
  });
}

/** What was counted of both by the stream that has counted most: several streams count the same calls. */
function countsOf({ compared, plan }: WatchState): { readonly blue: StoryVersion; readonly green: StoryVersion } {
  const ofErrors = new Set(plan.gates.filter(({ watched }) => watched.watches === 'errors').map(({ name }) => name));
  const streams = Object.entries(compared).map(([key, { total }]) => ({
    total,
    countsErrors: ofErrors.has(gateNameOf(key)),
  }));
  const [most] = streams.sort(
    (a, b) => Number(b.countsErrors) - Number(a.countsErrors) || b.total.green.calls - a.total.green.calls,
  );
  const version = (arm: 'blue' | 'green') => ({
    calls: most?.total[arm].calls ?? 0,
    ...(most?.countsErrors === true ? { failed: most.total[arm].errors } : {}),
  });
  return { blue: version('blue'), green: version('green') };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
