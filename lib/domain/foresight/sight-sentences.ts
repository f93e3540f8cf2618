import type { TrafficShape } from '../traffic/traffic-shape';
import { betterPlan, MOST_BY_CHANCE } from './better-plan';
import { canarySight, LATENCY_SAMPLES, SEEN_POWER, type CanarySight, type WatchedRelease } from './canary-sight';

/** What is known at synth of what a release's alarms will see. */
export interface ForeseenSight {
  readonly sentences: readonly string[];
  /** Whether it is so little that somebody should look at the plan. */
  readonly isLittle: boolean;
}

/** A canary that lets more than this go unseen stops little but outages. */
const LITTLE_POINTS = 50;

/** Says what the alarms of a release can see, in words for the team that releases. */
export function sightSentences(release: WatchedRelease): ForeseenSight {
  const sight = canarySight(release);
  const points = sight.smallestIncreasePoints;
  return {
    sentences: [
      aboutErrors(release, sight),
      ...aboutBetter(release, sight),
      ...aboutChance(sight),
      ...aboutLatency(release, sight),
    ],
    isLittle: points === undefined || points > LITTLE_POINTS,
  };
}

function aboutErrors({ shape, usualErrorRatePercent: usual }: WatchedRelease, sight: CanarySight): string {
  if (shape.kind === 'all-at-once') {
    return 'All traffic moves at once, so no error rate, however high, is seen while some customers are still on blue.';
  }
  const [first, ...more] = sight.steps.map((step) => step.requests);
  const all = [first ?? 0, ...more].reduce((sum, requests) => sum + requests, 0);
  const inFirst = more.length === 0 ? '' : ` (${about(first ?? 0)} in the first step)`;
  const gets = `${planText(shape)} green gets ${about(all)}${inFirst} before it has all traffic`;
  const points = sight.smallestIncreasePoints;
  if (points === undefined) {
    return `${gets}: too few requests or too little time for the error-rate alarm, which could miss a version that fails every one.`;
  }
  if (points === 0) return `${gets}; the error-rate alarm would stop it even with the usual ${usual} % of errors.`;
  return `${gets}; an error rate less than ${pointsText(points)} above the usual ${usual} % could go unseen, and from there on the alarm stops ${SEEN_POWER * 10} of 10 such releases.`;
}

function aboutBetter(release: WatchedRelease, sight: CanarySight): readonly string[] {
  const better = betterPlan(release, sight);
  if (better) return [`${planText(better.shape)} it would show ${pointsText(better.smallestIncreasePoints)}.`];
  return sight.smallestIncreasePoints === undefined
    ? ['No canary of an hour would see more: the gates are what protects it.']
    : [];
}

function aboutChance({ byChance }: CanarySight): readonly string[] {
  if (byChance <= MOST_BY_CHANCE) return [];
  return [
    `With nothing wrong the error-rate alarm would still roll back about ${Math.round(byChance * 100)} of 100 releases: raise \`maxErrorRatePercent\`.`,
  ];
}

function aboutLatency({ requestsPerMinute }: WatchedRelease, { steps, judgesLatency }: CanarySight): readonly string[] {
  if (judgesLatency || steps.length === 0) return [];
  const most = (requestsPerMinute * Math.max(...steps.map((step) => step.percent))) / 100;
  if (most >= LATENCY_SAMPLES) return ['The shift is too short for the latency alarm.'];
  return [`The latency alarm will see nothing: it takes ${LATENCY_SAMPLES} a minute, and green gets ${about(most)}.`];
}

function planText(shape: Exclude<TrafficShape, { kind: 'all-at-once' }>): string {
  const { percent, intervalMinutes: minutes } = shape;
  const time = minutes === 1 ? 'minute' : `${minutes} minutes`;
  if (shape.kind === 'linear') return `In steps of ${percent} % every ${time}`;
  return `At ${percent} % for ${minutes === 1 ? 'a ' : ''}${time}`;
}

/** Two figures are all that an expectation is worth. */
function about(requests: number): string {
  if (requests < 0.5) return 'hardly a request';
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(requests)) - 1);
  const rounded = Math.round(requests / scale) * scale;
  return `about ${String(rounded).replace(/\B(?=(\d{3})+$)/g, ' ')} request${rounded === 1 ? '' : 's'}`;
}

/** Rounded up, so that more is not promised than can be seen. */
function pointsText(points: number): string {
  // In tenths first: the sum of two decimal fractions is often a little above what is meant.
  const tenths = Math.ceil(Number((points * 10).toFixed(6)));
  const shown = points < 10 ? tenths / 10 : Math.ceil(tenths / 10);
  return `${shown} point${shown === 1 ? '' : 's'}`;
}
