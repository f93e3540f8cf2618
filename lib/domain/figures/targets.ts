import * as v from 'valibot';
import type { Measured } from './figure';
import { FIGURE_NAMES, FIGURES, type FigureKind, type FigureName, type FigureUnit } from './figure-kinds';

/** What a team wants a figure to be: at most so much, or at least so much where more is better. */
export type Targets = Readonly<Partial<Record<FigureName, number>>>;

/** Whether a target is reached; `unknown` where what is not known decides it. */
export type TargetVerdict = 'met' | 'missed' | 'unknown';

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const duration = v.pipe(
  v.string('must be a time such as 90s, 30m, 4h or 2d'),
  v.regex(/^\d{1,6}[smhd]$/, ({ received }) => `must be a time such as 90s, 30m, 4h or 2d, got ${received}`),
  v.transform((text) => Number(text.slice(0, -1)) * (UNITS_MS[text.slice(-1)] ?? 0)),
);

const percent = v.pipe(
  v.string('must be percent such as 5%'),
  v.regex(
    /^(?:100|\d{1,2}(?:\.\d+)?)%$/,
    ({ received }) => `must be percent from 0% to 100%, such as 5%, got ${received}`,
  ),
  v.transform((text) => Number(text.slice(0, -1)) / 100),
);

const amount = v.pipe(
  v.number('must be a number'),
  v.minValue(0, ({ received }) => `must be 0 or more, got ${received}`),
);

const SCHEMAS = { milliseconds: duration, share: percent } as const satisfies Partial<
  Record<FigureUnit, v.GenericSchema<unknown, number>>
>;

function schemaOf({ unit }: FigureKind) {
  return unit === 'milliseconds' || unit === 'share' ? SCHEMAS[unit] : amount;
}

/** The figures that a target can be set for. */
export const TARGETED = FIGURE_NAMES.filter((name) => kindOf(name).better !== undefined);

/** `targets.yaml`: what figures should be, and which team has which service. */
export const targetsSchema = v.strictObject({
  schema: v.literal(1),
  targets: v.optional(
    v.strictObject(Object.fromEntries(TARGETED.map((name) => [name, v.optional(schemaOf(kindOf(name)))]))),
    {},
  ),
  /** The team of each service, by the name of its function. */
  teams: v.optional(v.record(v.string(), v.pipe(v.string(), v.nonEmpty())), {}),
});
export type TargetsFile = v.InferOutput<typeof targetsSchema>;

export function kindOf(name: FigureName): FigureKind {
  return FIGURES[name];
}

/** @param weeks how long the time is that was measured: the target of what grows with time is for a week */
export function verdictOf(name: FigureName, measured: Measured, target: number, weeks: number): TargetVerdict {
  const { better, grows } = kindOf(name);
  const goal = grows ? target * weeks : target;
  const holds = (value: number) => (better === 'higher' ? value >= goal : value <= goal);
  const { value, between } = measured;
  if (value !== 'unknown') return holds(value) ? 'met' : 'missed';
  if (!between) return 'unknown';
  const bounds = [holds(between.least), between.most !== undefined && holds(between.most)];
  if (bounds.every((one) => one)) return 'met';
  return better === 'lower' && !bounds[0] ? 'missed' : 'unknown';
}
