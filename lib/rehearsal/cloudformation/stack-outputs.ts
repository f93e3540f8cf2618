import { asText } from './intrinsics/as-text';
import { refuseReferences } from './dynamic-references/check-references';
import { resolve } from './resolve';
import { type StackPlan } from './stack-plan';
import { type TemplateValue } from './template-value';

export interface StackOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  /** The names that outputs are exported under. */
  readonly exportNames: Readonly<Record<string, string>>;
  /** Values by export name. */
  readonly exports: ReadonlyMap<string, string>;
}

/** Evaluates the outputs of a plan that has been applied. */
export function stackOutputs({ template, scope, source }: StackPlan): StackOutputs {
  const outputs: Record<string, string> = {};
  const exportNames: Record<string, string> = {};
  const exports = new Map<string, string>();
  for (const [name, { Value, Export, Condition }] of Object.entries(template.Outputs)) {
    const where = `${source.where}, Outputs.${name}`;
    if (Condition !== undefined && !scope.condition(Condition, where)) continue;
    const text = (value: TemplateValue): string =>
      asText(value, { scope, where, resolve: (part) => resolve(part, scope, where, 'output') });
    const output = text(Value);
    // One that is written in the output itself was refused before; a parameter may still hold one.
    refuseReferences(output, where, 'output');
    outputs[name] = output;
    if (!Export) continue;
    const exportName = text(Export.Name);
    exportNames[name] = exportName;
    exports.set(exportName, output);
  }
  return { outputs, exportNames, exports };
}
