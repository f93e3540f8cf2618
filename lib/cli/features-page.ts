import type { DescribedMember, EmulatedFeatures, ResourceTypeFeatures, ServiceFeatures } from '../rehearsal';

const INTRODUCTION = `# What the rehearsal emulates

What is listed here is emulated; anything else **stops the rehearsal by its AWS name**, with the place where it was met. Where AWS leaves a behaviour open, the rehearsal chooses, and says so in the \`assumptions\` of every report.

This page is what \`sluice features\` prints, read from the code; \`npm run docs\` writes it.`;

const TEMPLATES = `## Templates

**Sections**: \`AWSTemplateFormatVersion\`, \`Description\`, \`Metadata\`, \`Parameters\`, \`Mappings\`, \`Conditions\`, \`Rules\`, \`Resources\`, \`Outputs\` with exports.`;

/** The page of what is emulated, as Markdown. */
export function featuresPage({ assumptions, services, templates }: EmulatedFeatures): string {
  const sections = [
    INTRODUCTION,
    TEMPLATES,
    `**Intrinsics** in properties: ${code(templates.intrinsics.properties)}. In conditions: ${code(templates.intrinsics.conditions)}.`,
    `**Pseudo parameters**: ${code(templates.pseudoParameters)}.`,
    ...services.flatMap(serviceSection),
    '## What AWS leaves open',
    'What is not settled by AWS’s documentation is chosen, the same in every run:',
    assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function serviceSection({
  service,
  emulated,
  notEmulated,
  operations,
  resourceTypes,
}: ServiceFeatures): readonly string[] {
  return [
    `## ${service}`,
    `**Emulated**: ${emulated}`,
    ...(notEmulated === undefined ? [] : [`**Not emulated**: ${notEmulated}`]),
    ...(operations.length === 0 ? [] : [`**Operations**: ${code(operations)}.`]),
    ...(resourceTypes.length === 0 ? [] : [`**Resource types**:`, resourceTypes.map(resourceType).join('\n')]),
  ];
}

function resourceType({ type, properties, replacedBy }: ResourceTypeFeatures): string {
  const replaced =
    replacedBy === 'any change'
      ? ' Replaced by any change.'
      : replacedBy.length > 0
        ? ` Replaced by a change of ${code(replacedBy)}.`
        : '';
  return `- \`${type}\` with ${properties.map(member).join(', ')}.${replaced}`;
}

function member({ name, values, members }: DescribedMember): string {
  const inside = values?.map((value) => `\`${value}\``) ?? members?.map(member) ?? [];
  return inside.length === 0 ? `\`${name}\`` : `\`${name}\` (${inside.join(', ')})`;
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
