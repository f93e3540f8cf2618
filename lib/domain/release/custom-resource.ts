/** What an answer to CloudFormation repeats of its request, and where it goes. */
export interface CustomResourceRequest {
  /** A secret: whoever has it can answer. */
  readonly responseUrl: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
}

export interface CustomResourceAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  /** Needed where it failed. */
  readonly reason?: string;
}

/** Answers CloudFormation's request to a custom resource. */
export type AnswerCustomResource = (request: CustomResourceRequest, answer: CustomResourceAnswer) => Promise<void>;
