/** A member that an object has itself: a template may use names such as `constructor`, which every object inherits. */
export function ownMember<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
