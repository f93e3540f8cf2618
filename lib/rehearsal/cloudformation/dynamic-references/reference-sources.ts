/** Where the values of dynamic references come from. A source that is left out stops the rehearsal by name. */
export interface ReferenceSources {
  /** The value of a parameter of the Systems Manager parameter store. */
  ssmParameter(name: string): string | undefined;
  /** Its value in one version; versions count from 1. */
  ssmParameterVersion?(name: string, version: number): string | undefined;
  /**
   * The text of a secret.
   *
   * @param id name or ARN
   * @param stage staging label, such as `AWSCURRENT`
   */
  secret?(id: string, stage: string): string | undefined;
}
