import type { Noise } from './made-up-judge';

/** A level of noise, with the scatter that earlier releases would have shown: of equal versions, in points. */
export interface NoiseLevel {
  readonly noise: Noise;
  /** Standard deviation of green's score minus one fresh score of blue. */
  readonly freshSd: number;
  /** Standard deviation of green's score minus blue's mean of eight calls. */
  readonly cachedSd: number;
}

/** The calls behind each of blue's cached means. */
export const CACHED_CALLS = 8;

/** The middle is a typical judge of five points; high is about as far as scores of 1 to 5 can scatter. */
export const NOISE_LEVELS: readonly NoiseLevel[] = [
  { noise: { name: 'low', tossed: 0.1, extreme: 0, spread: 0.6 }, freshSd: 0.74, cachedSd: 0.58 },
  { noise: { name: 'middle', tossed: 0.345, extreme: 0, spread: 1.1 }, freshSd: 1.02, cachedSd: 0.82 },
  { noise: { name: 'high', tossed: 0.5, extreme: 0.265, spread: 1.1 }, freshSd: 1.78, cachedSd: 1.36 },
];
