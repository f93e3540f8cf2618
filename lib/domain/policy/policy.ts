import * as v from 'valibot';
import { attestationKindSchema } from '../attestation/attestation-kind';
import { calendarNameSchema, calendarSourceSchema } from '../calendar/calendar-source';
import { freezeEntries } from '../calendar/freeze';
import { ADOPTIONS } from '../release/adoption';
import { RELEASE_TYPES } from '../release/release-type';
import { problemsWithoutValue } from '../text/problems-without-value';
import { jsonBytes } from '../size/json-bytes';

/** The longest that something may be owed, in hours: 30 days. */
export const MOST_OWED_HOURS = 720;

/** The names of functions, in which `*` stands for any characters. */
const services = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1));

/** For which releases a requirement is. */
const scope = {
  /** Paths of files from the top of the repository, in which `*` stands for any characters: what changes one of them. */
  paths: v.optional(v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1))),
  /** The types of release; left out for all. */
  types: v.optional(v.pipe(v.array(v.picklist(RELEASE_TYPES)), v.minLength(1))),
  /** The names of functions, in which `*` stands for any characters; left out for all. */
  services: v.optional(services),
};

const kinds = v.pipe(v.array(attestationKindSchema), v.minLength(1));

/** For how many hours a release may be without it; left out where it has to be there as the release is opened. */
const owedWithinHours = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_OWED_HOURS)));

const requirementSchema = v.variant('kind', [
  /** Checks that must have been attested, and have passed. */
  v.strictObject({ kind: v.literal('evidence'), checks: kinds, owedWithinHours, ...scope }),
  /** Approvals, one of each kind. */
  v.strictObject({ kind: v.literal('approvals'), by: kinds, independent: v.boolean(), owedWithinHours, ...scope }),
  /** Kinds of gates that a release must have, and that must count. */
  v.strictObject({ kind: v.literal('gates'), gates: v.pipe(v.array(v.string()), v.minLength(1)), ...scope }),
  /** Calendars, and hours, that must be open from its beginning to its end. */
  v.strictObject({ kind: v.literal('freeze'), ...freezeEntries, ...scope }),
  /** Functions of which nothing may be released meanwhile. */
  v.strictObject({ kind: v.literal('alone'), with: services, ...scope }),
  /** How far a release must have adopted its pipeline. */
  v.strictObject({ kind: v.literal('adoption'), least: v.picklist(ADOPTIONS), ...scope }),
]);

/** What the platform asks of releases, whatever they say themselves. */
export type Requirement = v.InferOutput<typeof requirementSchema>;

export const policySchema = v.strictObject({
  /** The version of this shape. */
  schema: v.literal(1),
  requirements: v.array(requirementSchema),
  /** The calendars of the platform, by the names that freezes name them by. */
  calendars: v.optional(v.record(calendarNameSchema, calendarSourceSchema)),
});

export type Policy = v.InferOutput<typeof policySchema>;

export const NO_POLICY: Policy = { schema: 1, requirements: [] };

const policyTextSchema = v.pipe(v.string(), v.parseJson(), policySchema);

/** The policy that a text holds, as it is published, or all that is wrong with it. */
export function readPolicy(text: string): { readonly policy: Policy } | { readonly problem: string } {
  const { success, output, issues } = v.safeParse(policyTextSchema, text);
  return success ? { policy: output } : { problem: problemsWithoutValue(issues) };
}

/** AWS Systems Manager, "Managing parameter tiers": the value of a standard parameter. */
const MOST_BYTES = 4096;

/** Why a policy cannot be published; undefined where it can. */
export function policyProblem(policy: Policy): string | undefined {
  const taken = jsonBytes(policy);
  return taken <= MOST_BYTES
    ? undefined
    : `\`policy\` must take ${MOST_BYTES} bytes at most, as it is published in one SSM parameter, got: ${taken}; say several names in one pattern, such as 'shop-*'`;
}
