/** List prices in US dollars, as known in November 2026, from https://aws.amazon.com/kms/pricing/. */
const KEY_MONTH = 1;
/** Of requests that use an asymmetric key of an elliptic curve. */
const TEN_THOUSAND_REQUESTS = 0.15;

/** What a key that signs exports costs, in a sentence. */
export function auditKeyCost(): string {
  const each = (TEN_THOUSAND_REQUESTS / 10_000).toFixed(6);
  return `The key that exports are signed by costs $${KEY_MONTH.toFixed(2)} a month, and $${each} each time that one is signed or its public key is asked for (list prices).`;
}
