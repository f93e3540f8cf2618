import { NotEmulated } from '../kernel/not-emulated';
import type { WireProtocol } from '../kernel/wire';

const SCHEDULE = /^\/schedules\/([^/]+)$/;
const OPERATIONS: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  PUT: 'UpdateSchedule',
  DELETE: 'DeleteSchedule',
};
/** What stands in the query, by the name the API has for it. */
const QUERY: Readonly<Record<string, string>> = { groupName: 'GroupName', clientToken: 'ClientToken' };

/** EventBridge Scheduler's REST API, as far as it is about one schedule: `/schedules/{Name}`. */
export const schedulerProtocol: WireProtocol = {
  read: ({ method, path, body }, caller) => {
    const { pathname, searchParams } = new URL(path, 'http://scheduler');
    const name = SCHEDULE.exec(pathname)?.[1];
    const operation = OPERATIONS[method];
    if (name === undefined || operation === undefined) {
      throw new NotEmulated(`scheduler: ${method} ${pathname}`, `a call by ${caller.roleArn}`);
    }
    const query = [...searchParams].map(([key, value]) => [QUERY[key] ?? key, value] as const);
    const members = (body.length === 0 ? {} : JSON.parse(body.toString('utf8'))) as Record<string, unknown>;
    return { operation, input: { ...members, ...Object.fromEntries(query), Name: decodeURIComponent(name) } };
  },
  answer: (output) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(output),
  }),
  refuse: ({ code, statusCode, message, members }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Message: message, ...members }),
  }),
};
