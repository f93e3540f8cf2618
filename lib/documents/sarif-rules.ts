import type { SarifLevel, SarifResult, SarifRule, SarifRuleReference, SarifRun } from './sarif-schema';

/** Longer ones are no ids. */
const LONGEST_ID = 500;

/** A rule, and how a run had it set. */
export interface FoundRule {
  readonly rule?: SarifRule;
  readonly setLevel?: SarifLevel;
}

/**
 * The rules of a run, looked up as a result names them: by index into the driver or into one of its extensions, by GUID, or
 * by id, whose beginning up to a slash is enough (SARIF 2.1.0, sections 3.27.5 to 3.27.7 and 3.52).
 */
export class SarifRules {
  private readonly byId = new Map<string, SarifRule>();
  private readonly byGuid = new Map<string, SarifRule>();
  private readonly levels = new Map<SarifRule, SarifLevel>();

  constructor(private readonly run: SarifRun) {
    for (const component of [run.tool.driver, ...(run.tool.extensions ?? [])])
      for (const rule of component.rules ?? []) {
        if (!this.byId.has(rule.id)) this.byId.set(rule.id, rule);
        if (rule.guid) this.byGuid.set(rule.guid.toLowerCase(), rule);
      }
    for (const { ruleConfigurationOverrides } of run.invocations ?? [])
      for (const { descriptor, configuration } of ruleConfigurationOverrides ?? []) {
        const rule = this.referred(descriptor);
        if (rule && configuration.level) this.levels.set(rule, configuration.level);
      }
  }

  /** The rule of a result. */
  of({ rule: reference, ruleId, ruleIndex }: SarifResult): FoundRule {
    const rule = this.referred({ ...reference, id: reference?.id ?? ruleId, index: reference?.index ?? ruleIndex });
    const setLevel = rule && this.levels.get(rule);
    return { ...(rule ? { rule } : {}), ...(setLevel ? { setLevel } : {}) };
  }

  private referred({ id, index, guid, toolComponent }: SarifRuleReference): SarifRule | undefined {
    if (typeof index === 'number' && index >= 0) {
      const rule = this.component(toolComponent)?.rules?.[index];
      if (rule) return rule;
    }
    const byGuid = guid ? this.byGuid.get(guid.toLowerCase()) : undefined;
    if (byGuid) return byGuid;
    for (
      let part = (id ?? '').slice(0, LONGEST_ID);
      part !== '';
      part = part.slice(0, Math.max(part.lastIndexOf('/'), 0))
    ) {
      const rule = this.byId.get(part);
      if (rule) return rule;
    }
    return undefined;
  }

  /** The driver, unless another is named. */
  private component(reference: SarifRuleReference['toolComponent']) {
    const { driver, extensions } = this.run.tool;
    const { index, guid, name } = reference ?? {};
    if (typeof index === 'number' && index >= 0) return extensions?.[index];
    const all = [driver, ...(extensions ?? [])];
    if (guid) return all.find((one) => one.guid?.toLowerCase() === guid.toLowerCase());
    return name ? all.find((one) => one.name === name) : driver;
  }
}
