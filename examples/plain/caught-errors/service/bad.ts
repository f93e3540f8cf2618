import { listPrice, type Booking } from './booking';
import { createHandler } from './create-handler';

/** Takes vouchers, and forgets that most bookings have none. What it throws is caught, and answered 500. */
export const handler = createHandler((booking) => {
  const { voucher } = booking as Required<Booking>;
  return listPrice(booking) * (1 - voucher.percent / 100);
});
