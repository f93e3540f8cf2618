/** A claim as the state machine passes it. Claims of before last year name no kind. */
export interface Claim {
  readonly amount: number;
  readonly kind?: string;
}

export interface Assessment {
  readonly paid: boolean;
  readonly reason: string;
}
