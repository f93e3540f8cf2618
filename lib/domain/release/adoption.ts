/** How far a service has adopted its pipeline, from what decides nothing to what decides alone. */
export const ADOPTIONS = ['alongside', 'optional', 'trusted'] as const;
export type Adoption = (typeof ADOPTIONS)[number];

/** What a release is at that says nothing of it. */
export const DEFAULT_ADOPTION: Adoption = 'trusted';

/** What somebody starts a release as that is optional, and the name of the gate that waits for it. */
export const GO = 'go';

export function isAdoptedLess(adoption: Adoption, than: Adoption): boolean {
  return ADOPTIONS.indexOf(adoption) < ADOPTIONS.indexOf(than);
}

/** What a stage means for a release, in one sentence; undefined where it is as usual. */
export function adoptionSentence(adoption: Adoption = DEFAULT_ADOPTION): string | undefined {
  return SENTENCES[adoption];
}

const SENTENCES: Readonly<Record<Adoption, string | undefined>> = {
  alongside: 'It runs alongside: its gates and alarms are shadows, and none of them stops it.',
  optional: `It is optional: its gates and alarms count, and a person starts it, by an approval as \`${GO}\`.`,
  trusted: undefined,
};
