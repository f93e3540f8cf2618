import type { JsonObject } from '../data/json';

/** The variables of a machine, a branch or an item: those around it can be read, only its own can be assigned. */
export class Variables {
  private own: JsonObject = {};

  constructor(private readonly outer?: Variables) {}

  get all(): JsonObject {
    return { ...this.outer?.all, ...this.own };
  }

  assign(values: JsonObject): void {
    this.own = { ...this.own, ...values };
  }
}
