import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { GateSettings } from '../../domain/gate/gate-settings';
import { gateDeadlineSeconds } from '../../domain/gates/gate-deadline';
import { kindOf, type GateDefinition } from '../../domain/gates/gate-kinds';
import type { AskedGate } from '../../domain/release/manifest';
import type { BoundGate } from '../gates/bound-gate';

interface ShippableGate {
  readonly definition: GateDefinition;
  readonly settings: GateSettings;
  /** The squad's own function, where one is asked or judges. */
  readonly ownFunction: lambda.IFunction | undefined;
}

/** The gates that nothing is wrong with; what is wrong with the others stops the synth. */
function shippable(gates: readonly BoundGate[]): readonly ShippableGate[] {
  return gates.flatMap(({ problems, definition, settings, ownFunction }) =>
    problems.length === 0 && definition ? [{ definition, settings, ownFunction }] : [],
  );
}

/** What is shipped of them. */
export function definitionsOf(gates: readonly BoundGate[]): readonly GateDefinition[] {
  return shippable(gates).map(({ definition }) => definition);
}

/** How the manifest has them. */
export function askedOf(gates: readonly BoundGate[]): readonly AskedGate[] {
  return shippable(gates).map(({ definition, settings, ownFunction }) => {
    const { needsBlue, resumes } = kindOf(definition);
    return {
      name: definition.name,
      phase: definition.phase,
      deadlineSeconds: gateDeadlineSeconds(definition),
      ...settings,
      ...(ownFunction ? { functionArn: ownFunction.functionArn } : {}),
      ...(needsBlue ? { needsBlue } : {}),
      ...(resumes ? { resumes: resumes(definition) } : {}),
    };
  });
}
