/** One side of a rule: which files it is about. */
export interface Side {
  readonly path?: string | readonly string[];
  readonly pathNot?: string | readonly string[];
  readonly dependencyTypes?: readonly string[];
  readonly dependencyTypesNot?: readonly string[];
  readonly circular?: boolean;
  readonly orphan?: boolean;
  readonly couldNotResolve?: boolean;
}

export interface LayoutRule {
  readonly name: string;
  readonly from: Side;
  readonly to: Side;
}

/** The rules of the layout, as they are configured. */
export const { forbidden: LAYOUT_RULES } = jest.requireActual<{ readonly forbidden: readonly LayoutRule[] }>(
  '../../.dependency-cruiser.cjs',
);
