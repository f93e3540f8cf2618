import type { StackEvent } from './cloudformation/stack-operation';
import type { Callers, DeniedCall, OutsideCall, SentMessage, TimelineEntry, WeightChange } from './observation';
import { ServedRequests } from './served-requests';
import type { ServedRequest } from './workload/workload';

/** What is seen of the account from outside, step by step. */
export class Recorder {
  private timeline: TimelineEntry[] = [];
  private weights: WeightChange[] = [];
  private requests = new ServedRequests();
  private seenCallers: Callers[] = [];
  private messages: SentMessage[] = [];
  private outsideCalls: OutsideCall[] = [];
  private deniedCalls = new Map<string, DeniedCall>();
  private readonly lines: string[] = [];

  constructor(private readonly now: () => number) {}

  note(actor: string, what: string, about?: string): void {
    this.timeline.push({ at: this.now(), actor, what, ...(about === undefined ? {} : { about }) });
  }

  stackEvent({ at, stackName, logicalId, status, reason }: StackEvent): void {
    const what = `${logicalId}: ${status}${reason === undefined ? '' : `: ${reason}`}`;
    this.timeline.push({ at, actor: 'CloudFormation', what, about: stackName });
  }

  weight(change: Omit<WeightChange, 'at'>): void {
    this.weights.push({ at: this.now(), ...change });
  }

  request(request: ServedRequest): void {
    this.requests.add(request);
  }

  /** What calls an alias and its function now. */
  callers(callers: Callers): void {
    this.seenCallers.push(callers);
  }

  message(message: Omit<SentMessage, 'at'>): void {
    this.messages.push({ at: this.now(), ...message });
    this.note('SNS', `a message to ${message.topicArn}`);
  }

  outsideCall(call: Omit<OutsideCall, 'at'>): void {
    this.outsideCalls.push({ at: this.now(), ...call });
    this.note('outside', `${call.method} ${call.url}, caught`);
  }

  /** A refusal that was seen before is only counted. */
  denied(call: Omit<DeniedCall, 'at' | 'times'>): void {
    const key = `${call.principal} ${call.action} ${call.resource}`;
    const seen = this.deniedCalls.get(key);
    this.deniedCalls.set(key, { ...(seen ?? { at: this.now(), ...call }), times: (seen?.times ?? 0) + 1 });
    if (!seen) this.note('IAM', `denied: ${call.message}`);
  }

  /** A line that a handler logged. */
  log(line: string): void {
    this.lines.push(line);
  }

  logs(): readonly string[] {
    return this.lines;
  }

  /** Hands over what was seen since the last time. */
  take() {
    const seen = {
      timeline: this.timeline.sort((a, b) => a.at - b.at),
      weights: this.weights,
      requests: this.requests,
      callers: this.seenCallers,
      messages: this.messages,
      outsideCalls: this.outsideCalls,
      deniedCalls: [...this.deniedCalls.values()],
    };
    this.timeline = [];
    this.weights = [];
    this.requests = new ServedRequests();
    this.seenCallers = [];
    this.messages = [];
    this.outsideCalls = [];
    this.deniedCalls = new Map();
    return seen;
  }
}
