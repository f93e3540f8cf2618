export interface InvokeRequest {
  /** Name or ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly qualifier?: string;
  /** JSON text. */
  readonly payload: string;
  /** Base64 of JSON, as the API takes it. */
  readonly clientContext?: string;
}

export interface InvokeResult {
  readonly executedVersion: string;
  readonly payload: string;
  readonly failed: boolean;
  readonly durationMs: number;
}
