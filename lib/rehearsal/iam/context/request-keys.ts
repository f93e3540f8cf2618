import type { Place } from '../../kernel/place';
import { ABSENT, present, type ContextSource, type ContextValue } from './request-context';

/** Keys of what calls from functions outside a VPC, and of services, never have: a network, a second factor, a user. */
const NEVER_THERE = [
  'aws:assumedroot',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:chatbotsourcearn',
  'aws:ec2instancesourceprivateipv4',
  'aws:ec2instancesourcevpc',
  'aws:federatedprovider',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:referer',
  'aws:sourceidentity',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
];

/** What the global keys say of the call itself. @param now virtual milliseconds since the epoch */
export function requestKeys({ region }: Place, now: () => number): ContextSource {
  const fixed = new Map<string, ContextValue>([
    ['aws:requestedregion', present(region)],
    // Everything in AWS calls over TLS, services one another too.
    ['aws:securetransport', present('true')],
    ['aws:viaawsservice', present('false')],
    ...NEVER_THERE.map((key): [string, ContextValue] => [key, ABSENT]),
  ]);
  return (key) => {
    if (key === 'aws:currenttime') return present(new Date(now()).toISOString());
    if (key === 'aws:epochtime') return present(String(Math.floor(now() / 1000)));
    return fixed.get(key);
  };
}
