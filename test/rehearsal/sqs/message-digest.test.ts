import { md5OfAttributes, md5OfBody } from '../../../lib/rehearsal/sqs/message-digest';
import cases from '../../cases/sqs/message-digests.json';

describe('the digest of message attributes', () => {
  it.each(cases)('is right for $name', ({ attributes, md5 }) => {
    expect(md5OfAttributes(attributes as unknown as Parameters<typeof md5OfAttributes>[0])).toBe(md5);
  });

  it('is left out where there are none', () => {
    expect(md5OfAttributes({})).toBeUndefined();
  });
});

describe('the digest of a body', () => {
  it('is that of its UTF-8', () => {
    expect(md5OfBody('derp')).toBe('58fd9edd83341c29f1aebba81c31e257');
    expect(md5OfBody('This is a test message')).toBe('fafb00f5732ab283681e124bf8747ed1');
  });
});
