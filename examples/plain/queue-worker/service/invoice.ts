/** An invoice as it comes from the queue. Those of older senders name no currency: they are in euros. */
export interface Invoice {
  readonly customer: string;
  readonly cents: number;
  readonly currency?: string;
}

/** What Lambda sends for a batch of messages. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}
