/** The part of asl-validator that the tests use; the package comes without types. */
declare module 'asl-validator' {
  export default function validate(definition: object): {
    readonly isValid: boolean;
    readonly errors: readonly { readonly Message: string }[];
  };
}
