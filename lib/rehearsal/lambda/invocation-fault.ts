/** What goes wrong on purpose with one invocation. */
export type InvocationFault =
  | { readonly kind: 'crash' | 'hang' | 'throttle' }
  | { readonly kind: 'slow' | 'late'; readonly delayMs: number }
  /** The handler does its work, and this comes back. */
  | { readonly kind: 'garbage'; readonly answer: unknown };
