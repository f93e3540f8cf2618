import type { PolicyDocument } from './policy-document';

/** A policy, and what it is called in a sentence: `the policy Own of the role Chat`. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}
