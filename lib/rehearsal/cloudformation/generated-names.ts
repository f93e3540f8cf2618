import { type Randomness } from '../kernel/randomness';

/** No service this account emulates allows less. */
const LONGEST_NAME = 64;
const LONGEST_PART = 24;

/** The names and ids CloudFormation makes up: new for every use, and the same for the same seed. */
export class GeneratedNames {
  private readonly uses = new Map<string, number>();

  constructor(private readonly randomness: Randomness) {}

  /** The name of a resource that the template does not name. */
  resource(stackName: string, logicalId: string): string {
    const suffix = this.randomness.identifier(this.next(`name ${stackName} ${logicalId}`), 12);
    const whole = `${stackName}-${logicalId}-${suffix}`;
    if (whole.length <= LONGEST_NAME) return whole;
    return `${stackName.slice(0, LONGEST_PART)}-${logicalId.slice(0, LONGEST_PART)}-${suffix}`;
  }

  /** A UUID, such as a stack's or a request token. */
  uuid(purpose: string): string {
    const hex = this.randomness.identifier(this.next(`uuid ${purpose}`), 32, '0123456789abcdef');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  private next(purpose: string): string {
    const uses = (this.uses.get(purpose) ?? 0) + 1;
    this.uses.set(purpose, uses);
    return `${purpose} ${uses}`;
  }
}
