import { ApiError } from '../kernel/api-error';

/** Systems Manager User Guide, "Managing parameter tiers": the longest value of each tier, in characters. */
const LONGEST_VALUE = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 } as const;

export const TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;

export type Tier = (typeof TIERS)[number];

/** Refuses a value that its tier cannot hold, and an empty one. */
export function checkLength(name: string, value: string, tier: Tier): void {
  if (value.length === 0) throw new ApiError('ValidationException', `The value of parameter ${name} is empty.`);
  const longest = LONGEST_VALUE[tier];
  if (value.length <= longest) return;
  throw new ApiError(
    'ValidationException',
    `${tier} tier parameters support a maximum parameter value of ${longest} characters. ` +
      `The value of ${name} has ${value.length}.` +
      (tier === 'Standard' ? ' To create a larger parameter value, use the advanced-parameter tier.' : ''),
  );
}
