/** Values of template parameters as texts, by the stack's name and the parameter's. */
export type StackParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where the values of parameters come from, the first that has one. */
export interface GivenParameters {
  /** Given to this operation, as by `cdk deploy --parameters`. */
  readonly now?: Readonly<Record<string, string>>;
  /** What the stack has from the operation before. */
  readonly before?: Readonly<Record<string, string>>;
}
