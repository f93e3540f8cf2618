/** Above it nobody tells one evidence from another, and DynamoDB's client takes whole numbers no higher than 9e15. */
const MOST = 1e12;
/** Below it there is none; DynamoDB keeps no number that is closer to zero than 1e-130. */
const LEAST = 1e-9;

/** Evidence as it is kept and told: by three figures, from 0 to 1e12. */
export function evidenceFigure(evidence: number): number {
  return evidence < LEAST ? 0 : Math.min(MOST, Number(evidence.toPrecision(3)));
}
