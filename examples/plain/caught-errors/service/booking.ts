/** What a customer books. Most customers have no voucher. */
export interface Booking {
  readonly room: string;
  readonly nights: number;
  readonly voucher?: { readonly percent: number };
}

const EURO_A_NIGHT = 80;

/** In euros, before any voucher. */
export function listPrice({ nights }: Booking): number {
  return nights * EURO_A_NIGHT;
}
