import { oneLine } from '../text/one-line';
import type { Attestation } from './attestation';

/** The kind of attestation by which somebody takes it upon themselves that a release goes past its alarms. */
export const BREAK_GLASS = 'break-glass';

/** No break-glass counts for longer, whatever its attestation says, in seconds. */
export const MOST_GLASS_SECONDS = 24 * 3600;

const DIGITS = 12;
const ID = new RegExp(`^bg-([0-9a-f]{${DIGITS}})-[0-9a-f]{${DIGITS}}$`);

/**
 * The id of a break-glass: it says which subject it is about, so that a synth switches off the alarms of that release
 * alone, and which attestation it is, by the proof of who made it.
 */
export function glassIdOf({ subject, proof }: Pick<Attestation, 'subject' | 'proof'>): string {
  return `bg-${subject.slice(0, DIGITS)}-${proof.slice(0, DIGITS)}`;
}

export function isGlassId(text: string): boolean {
  return ID.test(text);
}

/** Whether a break-glass is about a subject, by its id. */
export function isGlassOf(id: string, subject: string): boolean {
  return ID.exec(id)?.[1] === subject.slice(0, DIGITS);
}

/** A break-glass as it is kept with the release that used it. Times are milliseconds since the epoch. */
export interface BrokenGlass {
  readonly id: string;
  /** The ARN of the session that broke it. Foreign text. */
  readonly by: string;
  /** Why. Foreign text. */
  readonly because: string;
  readonly at: number;
  /** From then on no release could begin by it. */
  readonly until: number;
}

/** How it stands with a break-glass of a subject at a moment. */
export type GlassStanding =
  | { readonly is: 'of-another-subject' | 'unknown' }
  | { readonly is: 'good'; readonly glass: BrokenGlass }
  /** `refused` where it was a no, and `taken-back` where somebody said no afterwards. */
  | { readonly is: 'expired' | 'refused' | 'taken-back'; readonly glass: BrokenGlass };

/** @param at milliseconds since the epoch */
export function glassStanding(
  id: string,
  subject: string,
  attestations: readonly Attestation[],
  at: number,
): GlassStanding {
  if (!isGlassOf(id, subject)) return { is: 'of-another-subject' };
  const glasses = attestations.filter((one) => one.kind === BREAK_GLASS && one.subject === subject);
  const [found, ...others] = glasses.filter((one) => glassIdOf(one) === id);
  // Two of one id cannot be told apart: neither counts.
  if (!found || others.length > 0) return { is: 'unknown' };
  const glass = brokenGlass(found);
  if (found.outcome === 'fail') return { is: 'refused', glass };
  if (glasses.some((one) => one.outcome === 'fail' && one.at >= found.at)) return { is: 'taken-back', glass };
  return { is: at < glass.until ? 'good' : 'expired', glass };
}

/** An attestation of the kind, as the break-glass that it is. */
export function brokenGlass(attestation: Attestation): BrokenGlass {
  const { by, said, at, expiresAt } = attestation;
  const until = Math.min(expiresAt, at + MOST_GLASS_SECONDS * 1000);
  return { id: glassIdOf(attestation), by: by.arn, because: said, at, until };
}

/** Who broke the glass, and why: one sentence with foreign text in it. */
export function glassSentence({ id, by, because, until }: BrokenGlass): string {
  return `${oneLine(by)} broke the glass (${id}), until ${new Date(until).toISOString()}: ${oneLine(because)}`;
}
