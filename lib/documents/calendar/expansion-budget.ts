/** How much work is left; what expands takes from it, so that no calendar costs more. */
export interface ExpansionBudget {
  left: number;
}

/** A calendar that would take more work than anybody's does. */
export class ExpansionTooLarge extends Error {}

/** @throws ExpansionTooLarge where there is not as much left */
export function spend(budget: ExpansionBudget, work: number): void {
  budget.left -= work;
  if (budget.left < 0) throw new ExpansionTooLarge();
}
