import { type Randomness } from '../kernel/randomness';

/** No service this account emulates allows less. */
const LONGEST_NAME = 64;
const LONGEST_PART = 24;
const SUFFIX_LENGTH = 12;

/** The names and ids CloudFormation makes up: new for every use, and the same for the same seed. */
export class GeneratedNames {
  private readonly uses = new Map<string, number>();

  constructor(private readonly randomness: Randomness) {}

  /** The name of a resource that the template does not name. */
  resource(stackName: string, logicalId: string): string {
    const suffix = this.randomness.identifier(this.next(`name ${stackName} ${logicalId}`), SUFFIX_LENGTH);
    return `${stem(stackName, logicalId)}${suffix}`;
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

/** Whether a name may be one that was made up for a resource. */
export function couldBeGenerated(name: string, stackName: string, logicalId: string): boolean {
  const start = stem(stackName, logicalId);
  return name.startsWith(start) && name.length === start.length + SUFFIX_LENGTH;
}

function stem(stackName: string, logicalId: string): string {
  const whole = `${stackName}-${logicalId}-`;
  if (whole.length + SUFFIX_LENGTH <= LONGEST_NAME) return whole;
  return `${stackName.slice(0, LONGEST_PART)}-${logicalId.slice(0, LONGEST_PART)}-`;
}
