/** The aliases that releases move or create. */
export interface Aliases {
  exists(functionName: string, aliasName: string): Promise<boolean>;
}
