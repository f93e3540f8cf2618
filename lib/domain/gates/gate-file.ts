import * as v from 'valibot';
import { GATE_FILE_SCHEMA } from '../release/platform-names';
import { BUDGETS } from '../size/budgets';
import { jsonBytes } from '../size/json-bytes';
import { GATE_KINDS, type GateDefinition, type GateKindName } from './gate-kinds';

const KINDS = Object.keys(GATE_KINDS) as readonly GateKindName[];

const kindSchema = v.looseObject({ kind: v.picklist(KINDS) });

/** A gate of any kind; what it must be besides its kind says. */
export const gateDefinitionSchema: v.GenericSchema<unknown, GateDefinition> = v.lazy((input) => {
  const known = v.safeParse(kindSchema, input);
  return known.success ? GATE_KINDS[known.output.kind].schema : v.pipe(kindSchema, v.never());
});

/** The file of gates that a release ships beside its manifest. */
export const gateFileSchema = v.strictObject({
  schema: v.literal(GATE_FILE_SCHEMA),
  gates: v.array(gateDefinitionSchema),
});
export type GateFile = v.InferOutput<typeof gateFileSchema>;

/** Why these gates cannot be shipped together; undefined where they can. */
export function gateFileProblem(gates: readonly GateDefinition[]): string | undefined {
  const bytes = jsonBytes({ schema: GATE_FILE_SCHEMA, gates });
  return bytes <= BUDGETS.gateFile
    ? undefined
    : `\`gates\` must take ${BUDGETS.gateFile} bytes at most in the file that the release ships, got: ${bytes} bytes; give them smaller suites`;
}
