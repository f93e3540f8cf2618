import { createWorker } from './create-worker';

/** Cents of a euro that another currency's cent is worth. */
const RATES: Readonly<Record<string, number>> = { EUR: 1, USD: 0.9, GBP: 1.2 };

/** Books in euros what was invoiced in another currency. */
export const handler = createWorker(({ cents, currency = 'EUR' }) => {
  const rate = RATES[currency];
  if (rate === undefined) throw new Error(`There is no rate for ${currency}. Add it to RATES.`);
  return Math.round(cents * rate);
});
