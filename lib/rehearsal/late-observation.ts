import { isCallAbout, isMessageAbout } from './about-release';
import type { StruckFault } from './faults/faults';
import type { DeniedCall, OutsideCall, SentMessage } from './observation';
import type { Recorder } from './recorder';
import type { ReleaseObservation } from './release-observation';

type Seen = ReturnType<Recorder['take']>;

/** What was seen, without what is about an earlier release: its message may come while the next one is under way. */
export function withoutLate(seen: Seen, earlier: readonly ReleaseObservation[]): Seen {
  return {
    ...seen,
    messages: seen.messages.filter((message) => !earlier.some(hasMessage(message))),
    outsideCalls: seen.outsideCalls.filter((call) => !earlier.some(hasCall(call))),
  };
}

/** Releases with what was seen of them later, by the deployment that a message or a call names. */
export function withLate(releases: readonly ReleaseObservation[], seen: Seen): readonly ReleaseObservation[] {
  return releases.map((release) => ({
    ...release,
    messages: [...release.messages, ...seen.messages.filter((message) => hasMessage(message)(release))],
    outsideCalls: [...release.outsideCalls, ...seen.outsideCalls.filter((call) => hasCall(call)(release))],
  }));
}

/** The releases of a step with what was seen, and about no release in particular, while time passed after it. */
export function withAfterwards(
  releases: readonly ReleaseObservation[],
  seen: Seen,
  faults: readonly StruckFault[],
): readonly ReleaseObservation[] {
  return releases.map((release) => ({
    ...release,
    timeline: [...release.timeline, ...seen.timeline.filter(({ about }) => about === undefined)],
    messages: [...release.messages, ...seen.messages],
    outsideCalls: [...release.outsideCalls, ...seen.outsideCalls],
    deniedCalls: together(release.deniedCalls, seen.deniedCalls),
    faults,
  }));
}

function hasMessage(message: SentMessage) {
  return ({ deployment }: ReleaseObservation) => deployment !== undefined && isMessageAbout(message, deployment.id);
}

function hasCall(call: OutsideCall) {
  return ({ deployment }: ReleaseObservation) => deployment !== undefined && isCallAbout(call, deployment.id);
}

/** A refusal that was seen before is only counted. */
function together(before: readonly DeniedCall[], after: readonly DeniedCall[]): readonly DeniedCall[] {
  const same = (one: DeniedCall) => (other: DeniedCall) =>
    one.principal === other.principal && one.action === other.action && one.resource === other.resource;
  return [
    ...before.map((call) => ({ ...call, times: call.times + (after.find(same(call))?.times ?? 0) })),
    ...after.filter((call) => !before.some(same(call))),
  ];
}
