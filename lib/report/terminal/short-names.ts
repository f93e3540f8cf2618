/** What CloudFormation puts behind a name that it makes up, and CDK behind a logical id in it. */
const MADE_UP = /-([A-Za-z0-9]+?)(?:[0-9A-F]{8})?-[A-Z0-9]{12,13}\b/g;

const ARN = /arn:[\w-]+:([\w-]+):[\w-]*:\d*:([^\s"'<>,]+)/g;

/** A text with ARNs and made-up names as a person says them; the report has them whole. */
export function shortNames(text: string): string {
  return text
    .replaceAll(ARN, (_, service: string, resource: string) => shortResource(service, resource))
    .replaceAll(MADE_UP, '-$1');
}

/** `function:Chat:5` is `Chat:5`; roles have a path before their names, and behind them the name of a session. */
function shortResource(service: string, resource: string): string {
  if (service === 's3') return resource;
  const [, role] = /^assumed-role\/([^/]+)\//.exec(resource) ?? /^role\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
  return role ?? resource.replace(/^[a-z-]+[:/]/, '');
}
