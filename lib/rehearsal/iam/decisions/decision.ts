/** The statement that decided. */
export interface StatementReference {
  /** The policy, in words. */
  readonly policy: string;
  /** Counted from 0. */
  readonly index: number;
  readonly sid?: string;
}

/** The statement that would have allowed it, ready to paste, and the document where it belongs. */
export interface MissingStatement {
  /** A policy of the role, of the resource, a permissions boundary or a trust policy, in words. */
  readonly on: string;
  readonly statement: {
    readonly Effect: 'Allow';
    readonly Principal?: Readonly<Record<string, string>>;
    readonly Action: string;
    readonly Resource?: string;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  };
}

export type RefusalReason =
  | 'no statement allows it'
  | 'a statement denies it'
  | 'a permissions boundary does not allow it'
  | 'the trust policy does not allow it'
  | 'there is no such role';

export interface Allowance {
  readonly allowed: true;
  readonly by: StatementReference;
}

export interface Refusal {
  readonly allowed: false;
  readonly because: RefusalReason;
  /** The statement that denies it. */
  readonly by?: StatementReference;
  /** AWS's text. IAM User Guide, "Troubleshoot access denied error messages". */
  readonly message: string;
  readonly missing: MissingStatement;
}

export type Decision = Allowance | Refusal;
