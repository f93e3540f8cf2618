import * as v from 'valibot';
import { hookGateFields, withinSeconds } from '../../gate/definition-fields';

/** The squad's own function, which the manifest names, as its ARN exists only once deployed. */
export const functionSchema = v.strictObject({ ...hookGateFields, kind: v.literal('function'), withinSeconds });

export type FunctionDefinition = v.InferOutput<typeof functionSchema>;
