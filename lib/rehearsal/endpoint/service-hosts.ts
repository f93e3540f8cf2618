/** The addresses of AWS itself that answer for a service, by its signing name. */
const HOSTS: readonly (readonly [service: string, host: RegExp])[] = [
  ['sts', /^sts\.(?:[a-z]{2,4}(?:-[a-z]+)+-\d\.)?amazonaws\.com$/],
];

/** The service at an address of AWS's own; undefined where it is any other. */
export function serviceAt(host: string): string | undefined {
  return HOSTS.find(([, pattern]) => pattern.test(host))?.[0];
}
