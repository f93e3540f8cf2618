import type { MessageLink } from './message';

/** The hosts of the console of each partition (AWS General Reference, "Amazon Resource Names"; AWS in China; GovCloud). */
const HOSTS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The page of a gate run, which is an execution in Step Functions; undefined where the ARN is not that of one. */
export function gateRunLink(executionArn: string): MessageLink | undefined {
  const [, partition = '', region] =
    /^arn:([\w-]+):states:([\w-]+):\d{12}:execution:[\w-]+:[\w-]+$/.exec(executionArn) ?? [];
  const host = HOSTS[partition];
  if (host === undefined || region === undefined) return undefined;
  const url = `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
  return { title: 'Gate run', url };
}
