import * as v from 'valibot';
import type { PagerDutyRegion } from '../domain/delivery/pager-duty-region';
import type { Posted } from '../domain/delivery/posted';
import type { Message } from '../domain/message/message';
import { pagerDutyEvent } from '../domain/message/pager-duty-event';
import type { Secret } from '../domain/secret/secret';
import type { OutsideAnswer } from './outside-request';
import { postOutside } from './post-outside';

/** Where each of PagerDuty's service regions takes events (PagerDuty, "Service Regions"). */
const HOSTS: Readonly<Record<PagerDutyRegion, string>> = {
  us: 'https://events.pagerduty.com',
  eu: 'https://events.eu.pagerduty.com',
};

export interface PagerDutySettings {
  readonly routingKey: Secret;
  readonly region: PagerDutyRegion;
  /** @default - that of the region */
  readonly host?: string;
}

/** Gives an event to PagerDuty, which knows a copy of it by its `dedup_key` (PagerDuty, "Events API v2 Overview"). */
export async function postToPagerDuty(
  { routingKey, region, host = HOSTS[region] }: PagerDutySettings,
  message: Message,
): Promise<Posted> {
  const event = pagerDutyEvent(message, routingKey.reveal());
  // Of what neither calls nor releases somebody it is told nothing.
  if (event === undefined) return { kind: 'posted', paged: false };
  const posted = await postOutside({
    to: 'PagerDuty',
    url: `${host}/v2/enqueue`,
    secret: routingKey,
    body: JSON.stringify(event),
    read: readAnswer,
  });
  return posted.kind === 'posted' ? { ...posted, paged: event.event_action === 'trigger' } : posted;
}

const answerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ status: v.literal('success'), dedup_key: v.optional(v.string()) }),
);

/** What PagerDuty takes it answers by 202 and this. Anything else is not PagerDuty, and a copy it would know. */
function readAnswer({ status, text }: OutsideAnswer): Posted {
  return v.is(answerSchema, text)
    ? { kind: 'posted' }
    : { kind: 'unanswered', said: `PagerDuty answered ${status}, and nothing that PagerDuty says` };
}
