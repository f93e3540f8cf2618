import type { Release } from './release';

/** The releases that aliases have had. */
export interface AliasHistory {
  /** Those of an alias, the newest first; of very many, the newest alone. */
  ofAlias(functionName: string, aliasName: string): Promise<readonly Release[]>;
}
