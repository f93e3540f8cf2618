import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';

/** What Step Functions uses of the account. */
export interface StepFunctionsPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  /**
   * Calls an AWS API as a role, in virtual time. Rejects with an `ApiError` where the service refuses.
   *
   * @param service the IAM prefix, such as `lambda` or `states`
   * @param operation in PascalCase, such as `Invoke`
   * @param input by the API's own member names
   */
  call(service: string, operation: string, input: Readonly<Record<string, unknown>>, roleArn: string): Promise<unknown>;
  /** Puts an event on the default bus. */
  emit(event: {
    readonly source: string;
    readonly detailType: string;
    readonly resources: readonly string[];
    readonly detail: Record<string, unknown>;
  }): void;
  /** Whether Step Functions may assume the role for a machine, by its trust policy. */
  canAssume(roleArn: string, machineArn: string): boolean;
  /** The text of an S3 object, for `DefinitionS3Location`. */
  text(bucket: string, key: string): string | undefined;
  /** Told of what happens to executions, one short sentence at a time, for the timeline. */
  observe(execution: { readonly machineName: string; readonly name: string }, what: string): void;
}
