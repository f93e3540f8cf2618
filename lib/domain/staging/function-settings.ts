/** What of a function's settings is compared, as people are told it. Of its layers that is how many there are: their ARNs name the account. */
export const SETTINGS = ['memory', 'timeout', 'runtime', 'architecture', 'layers', 'handler'] as const;

export type SettingName = (typeof SETTINGS)[number];

/** What a setting says, as a text; undefined where nobody knows that now. */
export type Setting = string | undefined;

/** What a function runs with, as far as it may differ between one account and another. */
export interface FunctionSettings extends Readonly<Record<SettingName, Setting>> {
  /** By their names; undefined where nobody knows which there are. Values may be secret: they are compared and never told. */
  readonly environment: Readonly<Record<string, Setting>> | undefined;
}

/** What Lambda takes where nobody says it (AWS Lambda API Reference, "CreateFunction"). An image needs no runtime and no handler. */
export const DEFAULT_SETTINGS = {
  ...{ memory: '128', timeout: '3', runtime: 'none', architecture: 'x86_64', layers: '0', handler: 'none' },
} as const satisfies Readonly<Record<SettingName, string>>;
