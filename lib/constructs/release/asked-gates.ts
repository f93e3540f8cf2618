import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IN_FLIGHT } from '../../domain/gate/phase';
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
  readonly tables: BoundGate['tables'];
  readonly counts: BoundGate['counts'];
}

/** The gates that nothing is wrong with; what is wrong with the others stops the synth. */
function shippable(gates: readonly BoundGate[]): readonly ShippableGate[] {
  return gates.flatMap(({ problems, definition, settings, ownFunction, tables, counts }) =>
    problems.length === 0 && definition ? [{ definition, settings, ownFunction, tables, counts }] : [],
  );
}

/** What is shipped of them. */
export function definitionsOf(gates: readonly BoundGate[]): readonly GateDefinition[] {
  return shippable(gates).map(({ definition }) => definition);
}

/** Whether any of them is asked while traffic shifts. */
export function isWatched(gates: readonly BoundGate[]): boolean {
  return definitionsOf(gates).some(({ phase }) => phase === IN_FLIGHT);
}

/** How the manifest has them. */
export function askedOf(gates: readonly BoundGate[]): readonly AskedGate[] {
  return shippable(gates).map(({ definition, settings, ownFunction, tables, counts }) => {
    const { needsBlue, resumes, attested, approvals, freeze } = kindOf(definition);
    return {
      name: definition.name,
      kind: definition.kind,
      phase: definition.phase,
      deadlineSeconds: gateDeadlineSeconds(definition),
      ...settings,
      ...(ownFunction ? { functionArn: ownFunction.functionArn } : {}),
      ...(tables ? { tables: tables.map((table) => table.tableName) } : {}),
      ...(counts ? { counts } : {}),
      ...(needsBlue ? { needsBlue } : {}),
      ...(resumes ? { resumes: resumes(definition) } : {}),
      ...(attested ? { attested: [...attested(definition)] } : {}),
      ...(approvals ? { approvals: approvals(definition) } : {}),
      ...(freeze ? { freeze: freeze(definition) } : {}),
    };
  });
}
