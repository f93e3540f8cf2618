import { failureOf } from '../../lib/cli/exit-code';

const failing = (code: string, message: string) => Object.assign(new Error(message), { code });

it.each([
  ['EMFILE', 'EMFILE: too many open files, open x', 'file descriptors for this process'],
  ['ENFILE', 'ENFILE: file table overflow', 'file descriptors'],
  ['ENOMEM', 'ENOMEM: not enough memory, read', 'memory'],
  ['ENOSPC', 'ENOSPC: no space left on device, write', 'space on its disk'],
  ['ERR_WORKER_INIT_FAILED', 'Worker initialization failure: EMFILE', 'what a further thread needs'],
])('%s is what the machine lacks, and no fault of ours or of the release', (code, message, what) => {
  const expected = {
    code: 3,
    message: expect.stringContaining(`This machine lacks ${what} (${code}: ${message})`) as string,
  };
  expect(failureOf(failing(code, message))).toEqual(expected);
  expect(failureOf(new Error('fetch failed', { cause: failing(code, message) }))).toEqual(expected);
});

it('any other error without a fix is still ours', () => {
  expect(failureOf(failing('ENOENT', 'no such file')).message).toContain('Sluice itself broke');
});
