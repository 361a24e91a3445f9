import type { ShownSetting } from '../config/resolve.js';
import type { Versioned } from '../tools/result.js';

export interface ShownSettings extends Versioned {
  readonly settings: readonly ShownSetting[];
}

export interface SettingsList extends ShownSettings {
  /** Whether the table shows where each value comes from. */
  readonly showOrigin: boolean;
}

/** Settings that were changed in the user file. */
export interface KeptSettings extends Versioned {
  readonly settings: readonly {
    readonly name: string;
    /** Null when it was forgotten. */
    readonly value: string | null;
    readonly from: string;
  }[];
}

export interface ConfigPlaces extends Versioned {
  readonly places: readonly { readonly what: 'settings' | 'data' | 'cache'; readonly path: string }[];
}
