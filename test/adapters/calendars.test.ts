import { Readable } from 'node:stream';
import { S3CalendarFiles } from '../../lib/adapters/s3-calendar-files';
import { SsmChangeCalendars } from '../../lib/adapters/ssm-change-calendars';

const FILE = { kind: 'file', bucket: 'b', key: 'freeze.ics', timeZone: 'UTC' } as const;

describe('change calendars of Systems Manager', () => {
  const answering = (answer: object) => {
    const sent: unknown[] = [];
    const send = (command: { readonly input: unknown }) => {
      sent.push(command.input);
      return Promise.resolve(answer);
    };
    return { sent, calendars: new SsmChangeCalendars({ send } as never) };
  };

  it('are asked for a second, and answer with the next change', async () => {
    const { sent, calendars } = answering({ State: 'CLOSED', NextTransitionTime: '2026-12-27T08:00:00Z' });
    expect(await calendars.state('Freeze', Date.parse('2026-12-24T10:00:00.900Z'))).toEqual({
      isOpen: false,
      changesAt: Date.parse('2026-12-27T08:00:00Z'),
    });
    expect(sent).toEqual([{ CalendarNames: ['Freeze'], AtTime: '2026-12-24T10:00:00Z' }]);
    expect(await answering({ State: 'OPEN' }).calendars.state('Freeze', 0)).toEqual({ isOpen: true });
  });

  it.each([
    [{}, 'neither OPEN nor CLOSED'],
    [{ State: 'OPEN', NextTransitionTime: 'soon' }, 'a next change of it that is no time'],
  ])('do not pass where they answer %j', async (answer, says) => {
    await expect(answering(answer).calendars.state('Freeze', 0)).rejects.toThrow(says);
  });
});

describe('calendar files', () => {
  const holding = (Body: unknown) => new S3CalendarFiles({ send: () => Promise.resolve({ Body }) } as never);

  it('are read whole', async () => {
    const bytes = await holding(Readable.from([Buffer.from('BEGIN'), Buffer.from(':')])).read(FILE);
    expect(Buffer.from(bytes).toString()).toBe('BEGIN:');
  });

  it('are read no further than they can be long: of 50 MB a tenth', async () => {
    let sent = 0;
    const body = Readable.from(
      (function* () {
        for (; sent < 50; sent += 1) yield Buffer.alloc(1_000_000, 'x');
      })(),
      { highWaterMark: 1 },
    );
    await expect(holding(body).read(FILE)).rejects.toThrow('s3://b/freeze.ics: the answer has more than 5000000 bytes');
    expect(sent).toBeLessThan(10);
  });
});
