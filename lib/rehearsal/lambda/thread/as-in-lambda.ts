/** Where Lambda keeps the code. It is elsewhere here, and what a handler says must not depend on where. */
export const TASK_ROOT = '/var/task';

/** What neither the code nor Node.js has comes from here: Lambda's runtime brings the SDK. */
const RUNTIME_MODULES = '/var/runtime/node_modules/';

/** One line of a stack; a logger may go on behind it. */
const FRAME = /^\s+at (?:async )?(?:(?:new )?[^()\s]+(?: \[as [^\]]+\])? \([^)]*\)|\S+)/;
const INSTALLED = /(?:file:\/\/)?(?!\/var\/task\/)\/[^\s()'"]*\/node_modules\//g;

/**
 * A text about files, such as a stack, as Lambda would say it. From the first frame of this file on, a stack says how a
 * rehearsal calls handlers, and on which Node.js.
 */
export function asInLambda(text: string): string {
  const root = process.env.LAMBDA_TASK_ROOT;
  const told = root === undefined ? text : text.replaceAll(root, TASK_ROOT);
  let isOurs = false;
  const lines = told.split('\n').map((line, index) => {
    isOurs = FRAME.test(line) && (isOurs || line.includes(__filename));
    return isOurs ? line.replace(FRAME, '') : index === 0 ? line : `\n${line}`;
  });
  return lines.join('').replace(INSTALLED, RUNTIME_MODULES);
}
