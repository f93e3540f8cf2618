import { serviceAt } from '../endpoint/service-hosts';
import type { WireRequest, WireResponse } from '../kernel/wire';
import { HEADER } from '../lambda/thread/protocol';
import type { Services } from './services';

/**
 * Answers a call of a handler: by the service that it is for, by the endpoint or by AWS's own address, or, where it leaves AWS, by CloudFormation where it goes to
 * a response URL, and else by nobody, kept for the report.
 *
 * @param callMs what a call takes, in virtual milliseconds
 */
export async function answerHandler(
  { apis, cloudFormation, recorder, simulation }: Pick<Services, 'apis' | 'cloudFormation' | 'recorder' | 'simulation'>,
  request: WireRequest,
  callMs: number,
): Promise<WireResponse> {
  const outside = request.headers[HEADER.outside];
  if (outside === undefined) return apis.answer(request);
  const { host, pathname, search } = new URL(outside);
  if (serviceAt(host) !== undefined) {
    return apis.answer({ ...request, path: `${pathname}${search}`, headers: { ...request.headers, host } });
  }
  await simulation.sleep(callMs);
  const body = request.body.toString('utf8');
  if (cloudFormation.answerCustomResource(`${pathname}${search}`, body)) return { status: 200, headers: {}, body: '' };
  recorder.outsideCall({ method: request.method, url: outside, body });
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
}
