/** Where the emulated account is. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  /** The ARN of something in this account and region, or elsewhere in it where AWS's ARN says no region. */
  arn(service: string, resource: string): string;
}

const WITHOUT_REGION = new Set(['iam', 's3', 'sts']);

export function place(accountId: string, region: string): Place {
  return {
    accountId,
    region,
    arn: (service, resource) =>
      `arn:aws:${service}:${WITHOUT_REGION.has(service) ? '' : region}:${service === 's3' ? '' : accountId}:${resource}`,
  };
}

/** Fills in the placeholders by which an assembly says "wherever it is deployed". */
export function withPlace(text: string, { accountId, region }: Place): string {
  return text
    .replaceAll('${AWS::AccountId}', accountId)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::Partition}', 'aws');
}
