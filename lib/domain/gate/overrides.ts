import type { Reason } from './verdict';

/** The codes of the reasons by which a gate passes that what was looked at would not have let pass: somebody answers for it. */
export const OVERRIDES = { freeze: 'freeze-overridden', type: 'type-answered-for' } as const;

/** What of that is told of the release that went on by it, in words of ours. */
const TOLD: Readonly<Record<string, string>> = {
  [OVERRIDES.freeze]: 'A freeze was overridden for it.',
  [OVERRIDES.type]: 'Its type is below what its commits ask for, and somebody answers for that.',
};

export function isOverride({ code }: Pick<Reason, 'code'>): boolean {
  return Object.hasOwn(TOLD, code);
}

/** By what a release went on though it would have been stopped, each once. */
export function overrideSentences(notes: readonly Reason[]): readonly string[] {
  return [...new Set(notes.flatMap(({ code }) => (isOverride({ code }) ? [TOLD[code] ?? ''] : [])))];
}
