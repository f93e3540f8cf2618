/** The domains of AWS's partitions. */
const DOMAINS = ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'c2s.ic.gov', 'sc2s.sgov.gov'];

/**
 * Whether a URL is one by which CloudFormation of a Region is answered: an object in CloudFormation's own bucket of that
 * Region, whose name has the Region without its hyphens (CloudFormation User Guide, "Setting up VPC endpoints"). The name
 * has to be that very one, as anybody may have a bucket with a name that only begins like it.
 */
export function isResponseUrl(url: string, region: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  const hosts = ['s3', `s3.${region}`, `s3-${region}`, `s3.dualstack.${region}`].flatMap((endpoint) =>
    DOMAINS.map((domain) => `${bucket}.${endpoint}.${domain}`),
  );
  return protocol === 'https:' && port === '' && username === '' && password === '' && hosts.includes(hostname);
}
