/** An alias that customers call. */
export interface ServedAlias {
  readonly functionName: string;
  readonly aliasName: string;
}
