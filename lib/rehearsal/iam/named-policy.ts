import type { PolicyDocument } from './policy-document';

/** A policy, by a name that tells its owner which one it is. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}
