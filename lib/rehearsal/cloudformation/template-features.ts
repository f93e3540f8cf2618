import type { Place } from '../kernel/place';
import { intrinsicNames } from './intrinsics/intrinsics';
import { pseudoParameters } from './pseudo-parameters';

/** What a template may have, by AWS's names. */
export interface TemplateFeatures {
  /** The intrinsic functions, by where they may stand. */
  readonly intrinsics: { readonly properties: readonly string[]; readonly conditions: readonly string[] };
  readonly pseudoParameters: readonly string[];
}

/** @internal */
export function templateFeatures(place: Place): TemplateFeatures {
  return {
    intrinsics: { properties: intrinsicNames('property'), conditions: intrinsicNames('condition') },
    pseudoParameters: [...pseudoParameters(place, '', '').keys(), 'AWS::NoValue'].sort(),
  };
}
