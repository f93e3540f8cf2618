import { createWorker } from './create-worker';

/** Cents of a euro that another currency's cent is worth. */
const RATES: Readonly<Record<string, number>> = { EUR: 1, USD: 0.9, GBP: 1.2 };

/** Books in euros, and forgets the older senders, who name no currency. */
export const handler = createWorker(({ cents, currency }) => {
  const rate = RATES[String(currency)];
  if (rate === undefined) throw new Error(`There is no rate for ${String(currency)}. Add it to RATES.`);
  return Math.round(cents * rate);
});
