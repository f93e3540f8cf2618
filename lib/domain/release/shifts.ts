/** How far a deployment has moved traffic. */
export interface Shift {
  /** `before`: none has moved; `moving`; `moved`: all of it, and a last hook may be asked; `ended`, whatever came of it. */
  readonly phase: 'before' | 'moving' | 'moved' | 'ended';
  /** When traffic began to move, in milliseconds since the epoch; undefined where it never did. */
  readonly began?: number | undefined;
}

export interface Shifts {
  shift(deploymentId: string): Promise<Shift>;
}
