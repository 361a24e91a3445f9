import type { Paths } from '../config/paths.js';
import type { SettingName } from '../config/settings.js';
import type { ToolBench } from '../server/tools/tool-bench.js';
import type { HostMachine } from './host-machine.js';

/** What the hosted account is given of the machine that hosts it. */
export interface HostParts {
  readonly world: HostMachine;
  readonly paths: Paths;
  readonly setting: (name: SettingName) => string | null;
  /** The tools that accounts may run here. */
  readonly bench: ToolBench;
}
