import * as v from 'valibot';
import { commitFactsSchema } from '../facts/commit-facts';
import { MODES, ON_INCONCLUSIVE } from '../gate/gate-settings';
import { PHASES } from '../gate/phase';
import { reasonSchema, verdictSchema } from '../gate/verdict';
import { ADOPTIONS } from './adoption';
import { RELEASE_STATES, type GateRecord, type Release } from './release';

/** A release as it is kept. */
export const releaseSchema = v.object({
  id: v.string(),
  functionName: v.string(),
  aliasName: v.string(),
  blue: v.optional(v.string()),
  green: v.string(),
  deploymentGroup: v.string(),
  subject: v.optional(v.string()),
  adoption: v.optional(v.picklist(ADOPTIONS)),
  published: v.optional(v.string()),
  facts: v.optional(commitFactsSchema),
  gateRun: v.optional(v.string()),
  breakGlass: v.optional(
    v.object({ id: v.string(), by: v.string(), because: v.string(), at: v.number(), until: v.number() }),
  ),
  state: v.picklist(RELEASE_STATES),
  openedAt: v.number(),
  decidedBy: v.optional(v.string()),
  decidedAt: v.optional(v.number()),
  reasons: v.array(reasonSchema),
  notes: v.optional(v.array(reasonSchema)),
  allowedAt: v.optional(v.number()),
  shiftedAt: v.optional(v.number()),
  endedAt: v.optional(v.number()),
  putBack: v.optional(
    v.object({ by: v.string(), because: v.string(), at: v.number(), to: v.string(), deploymentId: v.string() }),
  ),
  warned: v.optional(v.array(v.string())),
  stuckAt: v.optional(v.number()),
  counted: v.optional(v.object({ at: v.number(), requests: v.optional(v.number()), failed: v.optional(v.number()) })),
  messageClaimedAt: v.optional(v.number()),
  messageSentAt: v.optional(v.number()),
  revision: v.number(),
  head: v.optional(v.string()),
}) satisfies v.GenericSchema<unknown, Release>;

/** A gate's answer as it is kept. */
export const gateRecordSchema = v.object({
  name: v.string(),
  phase: v.picklist(PHASES),
  mode: v.picklist(MODES),
  onInconclusive: v.optional(v.picklist(ON_INCONCLUSIVE)),
  verdict: verdictSchema,
  attempts: v.optional(v.number()),
  at: v.number(),
}) satisfies v.GenericSchema<unknown, GateRecord>;
