import { listPrice } from './booking';
import { createHandler } from './create-handler';

/** Takes vouchers. */
export const handler = createHandler((booking) => listPrice(booking) * (1 - (booking.voucher?.percent ?? 0) / 100));
