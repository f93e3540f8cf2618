import { ApiError } from '../kernel/api-error';
import { DEFAULT_BUS } from './default-bus';
import type { Rule } from './rule';
import { ScheduledRule } from './scheduled-rule';
import type { EventsPorts } from './events-ports';

/** The buses of the account and their rules. */
export class EventBuses {
  private readonly names = new Set([DEFAULT_BUS]);
  private readonly rules = new Map<string, { readonly rule: Rule; readonly going: ScheduledRule | undefined }>();

  /** @param comeRound called when a rule comes round by its schedule */
  constructor(
    private readonly ports: Pick<EventsPorts, 'simulation'>,
    private readonly comeRound: (rule: Rule) => void,
  ) {}

  has(bus: string): boolean {
    return this.names.has(bus);
  }

  hasRule(ruleArn: string): boolean {
    return this.rules.has(ruleArn);
  }

  create(bus: string): void {
    if (this.names.has(bus)) {
      throw new ApiError('ResourceAlreadyExistsException', `Event bus ${bus} already exists.`);
    }
    this.names.add(bus);
  }

  drop(bus: string): void {
    if ([...this.rules.values()].some(({ rule }) => rule.bus === bus)) {
      throw new ApiError('ValidationException', `Event bus ${bus} can't be deleted since it has rules.`);
    }
    this.names.delete(bus);
  }

  /** Makes a rule, or changes the one of its name. */
  put(rule: Rule): void {
    if (!this.has(rule.bus)) throw new ApiError('ResourceNotFoundException', `Event bus ${rule.bus} does not exist.`);
    this.rules.get(rule.arn)?.going?.stop();
    this.rules.set(rule.arn, { rule, going: this.start(rule) });
  }

  remove(ruleArn: string): void {
    this.rules.get(ruleArn)?.going?.stop();
    this.rules.delete(ruleArn);
  }

  /** The rules of a bus that are on, in the order of their making. */
  rulesOf(bus: string): readonly Rule[] {
    return [...this.rules.values()].map(({ rule }) => rule).filter((rule) => rule.enabled && rule.bus === bus);
  }

  private start(rule: Rule): ScheduledRule | undefined {
    const { schedule, enabled } = rule;
    const { simulation } = this.ports;
    if (!schedule || !enabled || !simulation) return undefined;
    const going = new ScheduledRule({ ...rule, schedule }, simulation, () => {
      this.comeRound(rule);
    });
    going.start();
    return going;
  }
}
