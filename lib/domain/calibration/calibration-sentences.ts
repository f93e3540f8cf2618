import type { Calibration, Estimate } from './calibration';
import { QUALITY_DEFAULTS } from '../gates/quality/quality-rule';
import { counted } from '../text/figures';

/** Words for kappa by [Landis and Koch 1977](https://doi.org/10.2307/2529310), from the best to the worst. */
const AGREEMENT: readonly { readonly from: number; readonly words: string }[] = [
  { from: 0.8, words: 'almost perfect' },
  { from: 0.6, words: 'substantial' },
  { from: 0.4, words: 'moderate' },
  { from: 0.2, words: 'fair' },
  { from: 0, words: 'slight' },
  { from: -1, words: 'no' },
];

/** Below it, people and the judge too often mean different answers. */
const ENOUGH_KAPPA = 0.6;

/** What a calibration means for a gate with a margin, in plain words. */
export function calibrationSentences(
  { labels, kappa, bias, slope }: Calibration,
  margin: number = QUALITY_DEFAULTS.margin,
): readonly string[] {
  return [agreementSentence(kappa, labels), biasSentence(bias), ...marginSentences(slope, margin)];
}

function agreementSentence({ low }: Estimate, labels: number): string {
  const words = AGREEMENT.find(({ from }) => low >= from)?.words ?? 'no';
  const least = `Beyond chance the judge and people have at least ${words} agreement (kappa is above ${points(low)}).`;
  return low >= ENOUGH_KAPPA
    ? `${least} That is enough for a gate that blocks.`
    : `${least} That is too little for a gate that blocks: keep it in shadow mode, sharpen the rubric, try another judge, or label more than ${counted(labels, 'answer')}.`;
}

function biasSentence({ value, low, high }: Estimate): string {
  if (low <= 0 && high >= 0) return 'Nothing shows that the judge is kinder or stricter than people.';
  return `The judge is ${value > 0 ? 'kinder' : 'stricter'} than people by ${points(Math.abs(value))} points. Green and blue get that alike, so it cancels in their difference and needs no other margin; only do not read its mean as what people would give.`;
}

function marginSentences({ value, low }: Estimate, margin: number): readonly string[] {
  if (low <= 0) {
    return [
      "Nothing shows that the judge's scores follow people's, so no margin means anything with it: do not use it.",
    ];
  }
  const seen = `Where people's score falls by a point, this judge's falls by ${points(value)} (at least ${points(low)}).`;
  if (low >= 1) return [`${seen} It sees drops at least as large as people do: a margin of ${margin} can stay.`];
  return [
    `${seen} A margin of ${margin} may let a drop of ${points(margin / low)} by people's scores pass; to hold green to ${margin} by people's scores, set the margin to ${roundedDown(margin * low)}.`,
  ];
}

function points(value: number): string {
  return value.toFixed(2);
}

/** Three digits, since a smaller margin is the careful one; never 0, which no margin can be. */
function roundedDown(value: number): number {
  return Math.max(Math.floor(value * 1000) / 1000, 0.001);
}
