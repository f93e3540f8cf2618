import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { MOST_CALENDAR_BYTES, type CalendarFile, type CalendarFiles } from '../domain/calendar/calendar-source';
import { OutsideError } from './outside-error';
import { readBounded } from './read-bounded';

/** The iCalendar files of a platform. */
export class S3CalendarFiles implements CalendarFiles {
  constructor(private readonly client: Pick<S3Client, 'send'>) {}

  async read({ bucket, key }: CalendarFile): Promise<Uint8Array> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return readBounded(Body instanceof Readable ? Body : Readable.from([]), MOST_CALENDAR_BYTES).catch(
      (error: unknown) => {
        throw error instanceof OutsideError ? new Error(`s3://${bucket}/${key}: ${error.message}`) : error;
      },
    );
  }
}
