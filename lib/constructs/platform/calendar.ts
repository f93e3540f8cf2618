import { basename } from 'node:path';
import { Stack, Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { DocumentError } from '../../documents/document-error';
import { readCalendar } from '../../documents/read-calendar';
import {
  calendarFileQuestion,
  calendarNameProblem,
  timeZoneProblem,
  type CalendarSource,
} from '../../domain/calendar/calendar-source';
import type { Permission } from '../allow';
import { shown, soundProps, PROP_KINDS, problemOf } from '../sound-props';

export interface CalendarProps {
  /**
   * What it is called: in reasons, and by squads that name it. Letters, digits, dots, hyphens and underscores.
   *
   * @default - the name of the document or the file, without its ending
   */
  readonly name?: string;
}

export interface FileCalendarProps extends CalendarProps {
  /**
   * Where its whole days, and its times without a zone, are meant: a name of the IANA database such as `Europe/Berlin`.
   *
   * @default UTC
   */
  readonly timeZone?: string;
}

/** A calendar as the platform has it. @internal */
export interface BoundCalendar {
  readonly source: CalendarSource;
  /** What reads it, and needs them. */
  readonly permissions: readonly Permission[];
}

/** A calendar of times in which nothing is released. It is read anew as each release is opened. */
export class Calendar {
  /**
   * A change calendar of AWS Systems Manager. It says that it is closed and until when, and not by which event.
   *
   * @param document its name, or the ARN of one that another account shares
   */
  static ssm(document: string, props: CalendarProps = {}): Calendar {
    const { sound, problems } = soundProps<CalendarProps>(props, { name: 'text' });
    const { text, wrong } = soundText('the change calendar', document);
    const name = sound.name ?? endOf(text, /[:/]/);
    return new Calendar(name, [...wrong, ...problems], (scope) => ({
      source: { kind: 'ssm', document: text },
      permissions: [{ actions: ['ssm:GetCalendarState'], resources: [documentArn(scope, text)] }],
    }));
  }

  /**
   * An iCalendar file (RFC 5545) in a bucket, which whoever keeps the calendar writes: no deployment is needed. Where the bucket
   * has a key that the app knows, the platform may decrypt by it; that of a bucket that is imported is `encryptionKey` of its attributes.
   *
   * @param key of the object in the bucket
   */
  static fromBucket(bucket: s3.IBucket, key: string, props: FileCalendarProps = {}): Calendar {
    const { timeZone, name, problems } = fileProps(props);
    const { text, wrong } = soundText('the key', key);
    const bucketProblem = problemOf(PROP_KINDS.bucket, bucket);
    const own = bucketProblem === undefined ? [] : [`the bucket ${bucketProblem}`];
    return new Calendar(name ?? fileNameOf(text), [...own, ...wrong, ...problems], () => ({
      source: { kind: 'file', bucket: bucket.bucketName, key: text, timeZone },
      permissions: [
        { actions: ['s3:GetObject'], resources: [bucket.arnForObjects(text)] },
        ...(bucket.encryptionKey ? [{ actions: ['kms:Decrypt'], resources: [bucket.encryptionKey.keyArn] }] : []),
      ],
    }));
  }

  /**
   * An iCalendar file (RFC 5545) of the app's own, which is read at synth too, so that one that cannot be read is an error there.
   * It changes by a deployment of the platform.
   *
   * @param path of the file, from the folder that `cdk` runs in
   */
  static fromFile(path: string, props: FileCalendarProps = {}): Calendar {
    const { timeZone, name: given, problems } = fileProps(props);
    const { text, wrong } = soundText('the path', path);
    const name = given ?? fileNameOf(text);
    const own = [...wrong, ...problems];
    const unreadable = own.length > 0 ? [] : fileProblems(text, timeZone);
    return new Calendar(name, [...own, ...unreadable], (scope) => {
      const { s3BucketName: bucket, s3ObjectKey: key } = new assets.Asset(scope, `Calendar-${name}`, { path: text });
      const object = { service: 's3', region: '', account: '', resource: bucket, resourceName: key };
      return {
        source: { kind: 'file', bucket, key, timeZone },
        permissions: [{ actions: ['s3:GetObject'], resources: [Stack.of(scope).formatArn(object)] }],
      };
    });
  }

  private constructor(
    /** What it is called. */
    readonly name: string,
    private readonly problems: readonly string[],
    private readonly bind: (scope: Construct) => BoundCalendar,
  ) {}

  /**
   * What is wrong with it, each as one sentence.
   *
   * @internal
   */
  _problems(): readonly string[] {
    const wrong = calendarNameProblem(this.name);
    const named = wrong === undefined ? [] : [`the name ${wrong}, got: ${shown(this.name)}; give another by \`name\``];
    return this.problems.length > 0 ? this.problems : named;
  }

  /** @internal */
  _bindToPlatform(scope: Construct): BoundCalendar {
    return this.bind(scope);
  }
}

function soundText(what: string, value: string) {
  const problem = problemOf(PROP_KINDS.text, value) ?? (value === '' ? 'must not be empty' : undefined);
  return problem === undefined ? { text: value, wrong: [] } : { text: '', wrong: [`${what} ${problem}`] };
}

function fileProps(props: FileCalendarProps) {
  const { sound, problems } = soundProps<FileCalendarProps>(props, { name: 'text', timeZone: 'text' });
  const { name, timeZone = 'UTC' } = sound;
  const wrong = timeZoneProblem(timeZone);
  const zone = wrong === undefined ? [] : [`\`timeZone\` ${wrong}, got: ${shown(timeZone)}`];
  return { name, timeZone: wrong === undefined ? timeZone : 'UTC', problems: [...problems, ...zone] };
}

/** By reading it for no time at all: every line of it is looked at nonetheless. */
function fileProblems(path: string, timeZone: string): readonly string[] {
  try {
    readCalendar(path, calendarFileQuestion({ timeZone }, { from: 0, to: 1 }));
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.message.split('\n');
  }
}

function endOf(text: string, separator: RegExp): string {
  return text.split(separator).at(-1) ?? text;
}

function fileNameOf(path: string): string {
  return basename(path).replace(/\.[A-Za-z]{1,4}$/, '');
}

function documentArn(scope: Construct, document: string): string {
  return document.startsWith('arn:') || Token.isUnresolved(document)
    ? document
    : Stack.of(scope).formatArn({ service: 'ssm', resource: 'document', resourceName: document });
}
