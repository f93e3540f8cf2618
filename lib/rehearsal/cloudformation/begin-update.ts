import { ApiError } from '../kernel/api-error';
import { type Simulation } from '../kernel/simulation';
import { type StackOperation } from './stack-operation';
import { type StackSource } from './stack-source';

/**
 * Begins an update of a stack, which goes on by itself. Resolves once the stack is being updated, and rejects with AWS's
 * error where it is refused before that.
 *
 * @param updated told once it has ended
 */
export function beginUpdate(
  simulation: Pick<Simulation, 'spawn'>,
  { name }: Pick<StackSource, 'name'>,
  update: (begun: () => void) => Promise<StackOperation>,
  updated: (operation: StackOperation) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    simulation.spawn(async () => {
      const far = { isBegun: false };
      try {
        const operation = await update(() => {
          far.isBegun = true;
          resolve();
        });
        if (far.isBegun) updated(operation);
        else reject(new ApiError('ValidationError', operation.reason ?? operation.status));
      } catch (error) {
        // What is met on the way ends the rehearsal; nobody waits for it.
        if (far.isBegun) throw error;
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }, `the update of the stack ${name}`);
  });
}
