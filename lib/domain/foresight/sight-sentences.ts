import type { Mode } from '../gate/gate-settings';
import { shiftMinutes } from '../traffic/traffic-shape';
import { betterPlan, ENOUGH_POINTS, MOST_BY_CHANCE } from './better-plan';
import { canarySight, LATENCY_SAMPLES, type CanarySight, type WatchedRelease } from './canary-sight';
import { canaryWatch, slowPercentSeen, smallestInTime, type CanaryWatch } from './canary-watch';
import { about, planText, pointsText, roundedUp, soonText } from './sight-words';
import { SEEN_POWER } from './smallest-seen';

/** What is known at synth of what a release's watch and alarms will see. */
export interface ForeseenSight {
  readonly sentences: readonly string[];
  /** Whether it is so little that somebody should look at the plan. */
  readonly isLittle: boolean;
}

/** A canary that lets more than this go unseen stops little but outages. */
const LITTLE_POINTS = 50;

const NINE_OF_TEN = `${SEEN_POWER * 10} of 10`;

/** Says what the watch of a release can see, or its alarms where it has none, in words for the team that releases. */
export function sightSentences(release: WatchedRelease & { readonly errorAlarm?: Mode }): ForeseenSight {
  const alarmStops = release.errorAlarm !== 'shadow';
  const sight = canarySight(release);
  const errors = release.watched?.errors;
  const watch = errors ? canaryWatch(release, errors) : undefined;
  const { smallestIncreasePoints: points } = watch ?? sight;
  return {
    sentences: [
      aboutErrors(release, sight, watch),
      ...(watch ? [...aboutLastLook(watch), ...(alarmStops ? aboutBackstop(release, sight) : [])] : []),
      ...aboutBetter(release, points, sight),
      ...(watch ? [] : aboutGate(release, sight)),
      ...(alarmStops ? aboutChance(sight) : []),
      ...aboutSlowCalls(release),
      ...aboutLatency(release, sight),
    ],
    isLittle: [points, sight.smallestIncreasePoints].every((one) => one === undefined || one > LITTLE_POINTS),
  };
}

/** Metrics of a minute come a minute later, and then it has to be looked: of a shift as short nothing is seen in time. */
const AFTER_THE_FACT_MINUTES = 3;
/** By what handlers publish, likewise. */
const AFTER_THE_FACT_BY_HANDLER = 1;

/** What is to be said of a shift that a watch cannot follow; nothing where it can. */
export function afterTheFact(shape: WatchedRelease['shape'], byHandler = false): readonly string[] {
  const minutes = shiftMinutes(shape);
  const most = byHandler ? AFTER_THE_FACT_BY_HANDLER : AFTER_THE_FACT_MINUTES;
  if (minutes > most) return [];
  const moved = minutes === 0 ? 'at once' : `within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
  return [
    `All traffic has moved ${moved}, and metrics come ${byHandler ? 'up to a minute' : 'minutes'} later: the watch decides when all customers are on green. Let the shift take more than ${most === 1 ? 'a minute' : `${most} minutes`}.`,
  ];
}

function aboutErrors(release: WatchedRelease, sight: CanarySight, watch: CanaryWatch | undefined): string {
  const { shape, usualErrorRatePercent: usual } = release;
  if (shape.kind === 'all-at-once') {
    return 'All traffic moves at once, so no error rate, however high, is seen while some customers are still on blue.';
  }
  const [first, ...more] = sight.steps.map((step) => step.requests);
  const all = [first ?? 0, ...more].reduce((sum, requests) => sum + requests, 0);
  const inFirst = more.length === 0 ? '' : ` (${about(first ?? 0)} in the first step)`;
  const gets = `${planText(shape)} green gets ${about(all)}${inFirst} before it has all traffic`;
  const { smallestIncreasePoints: points } = watch ?? sight;
  if (points === undefined) {
    return `${gets}: too few requests or too little time for the ${watch ? 'watch' : 'error-rate alarm'}, which could miss a version that fails every one.`;
  }
  if (points === 0) return `${gets}; the error-rate alarm would stop it even with the usual ${usual} % of errors.`;
  const unseen = `${gets}; an error rate less than ${pointsText(points)} above the usual ${usual} % could go unseen, and from there on the ${watch ? 'watch' : 'alarm'} stops ${NINE_OF_TEN} such releases`;
  return watch ? `${unseen}: ${howSoon(watch, points, 100 - usual)}.` : `${unseen}.`;
}

/** Minutes, from when traffic begins to move. */
function howSoon(watch: CanaryWatch, smallest: number, most: number): string {
  const ofOutage = watch.minutesOf(most) ?? 0;
  const outage = `an outage ${soonText(ofOutage)} after traffic begins to move`;
  const enough = smallest <= ENOUGH_POINTS ? watch.minutesOf(ENOUGH_POINTS) : undefined;
  if (enough === undefined) return outage;
  const isSame = Number.isInteger(ofOutage) && Number.isInteger(enough);
  return `${outage}, ${pointsText(ENOUGH_POINTS)} after ${isSame ? enough : soonText(enough)}`;
}

/** The last look has the minutes that came too late for the others. */
function aboutLastLook({ lastLookPoints: last, smallestIncreasePoints: inTime }: CanaryWatch): readonly string[] {
  if (last === undefined || (inTime !== undefined && roundedUp(last) >= roundedUp(inTime))) return [];
  return [`Its last look, when all traffic has moved, shows ${pointsText(last)}.`];
}

function aboutBackstop({ shape }: WatchedRelease, { smallestIncreasePoints }: CanarySight): readonly string[] {
  if (shape.kind === 'all-at-once' || smallestIncreasePoints === 0) return [];
  return [
    smallestIncreasePoints === undefined
      ? 'The error-rate alarm alone could miss a version that fails every request.'
      : `The error-rate alarm alone would show ${pointsText(smallestIncreasePoints)}.`,
  ];
}

function aboutBetter(
  release: WatchedRelease,
  smallestIncreasePoints: number | undefined,
  { byChance }: CanarySight,
): readonly string[] {
  const better = betterPlan(release, { smallestIncreasePoints, byChance });
  if (better) {
    const it = release.watched?.errors ? 'the watch' : 'it';
    return [`${planText(better.shape)} ${it} would show ${pointsText(better.smallestIncreasePoints)}.`];
  }
  return smallestIncreasePoints === undefined
    ? ['No canary of an hour would see more: the gates are what protects it.']
    : [];
}

/** What `Gate.errorRate` allows where nothing is said: one percentage point, and all of the release's allowed chance. */
const USUAL_GATE = { tolerance: { factor: 1, extra: 0.01 }, share: 1 };

function aboutGate(release: WatchedRelease, { smallestIncreasePoints: ofAlarm }: CanarySight): readonly string[] {
  const points = smallestInTime(release, USUAL_GATE);
  if (points === undefined || roundedUp(points) >= roundedUp(ofAlarm ?? Number.MAX_SAFE_INTEGER)) return [];
  return [`\`Gate.errorRate\`, which compares with blue, would show ${pointsText(points)} with this plan.`];
}

function aboutChance({ byChance }: CanarySight): readonly string[] {
  if (byChance <= MOST_BY_CHANCE) return [];
  return [
    `With nothing wrong the error-rate alarm would still roll back about ${Math.round(byChance * 100)} of 100 releases: raise \`maxErrorIncreasePoints\`.`,
  ];
}

function aboutSlowCalls(release: WatchedRelease): readonly string[] {
  const latency = release.watched?.latency;
  if (!latency || release.shape.kind === 'all-at-once') return [];
  const percent = slowPercentSeen(release, latency);
  const slow = `slower than blue's p${latency.percentile} and what it may be above that`;
  return [
    percent === undefined
      ? `The watch could miss a version all of whose calls are ${slow}.`
      : `The watch stops ${NINE_OF_TEN} releases with ${roundedUp(percent)} % of calls or more ${slow}.`,
  ];
}

function aboutLatency({ requestsPerMinute }: WatchedRelease, { steps, judgesLatency }: CanarySight): readonly string[] {
  if (judgesLatency || steps.length === 0) return [];
  const most = (requestsPerMinute * Math.max(...steps.map((step) => step.percent))) / 100;
  if (most >= LATENCY_SAMPLES) return ['The shift is too short for the latency alarm.'];
  return [`The latency alarm will see nothing: it takes ${LATENCY_SAMPLES} a minute, and green gets ${about(most)}.`];
}
