import { SETTINGS, placesOf } from './settings.js';

/** `insight help environment`: every setting with its variable, default and places. */
export function environmentText(): string {
  const blocks = SETTINGS.map((setting) => {
    const { name, env, describe, fallback, choices, secret } = setting;
    return [
      name === env ? env : `${env}  (config: ${name})`,
      `    ${describe}`,
      ...(choices === undefined ? [] : [`    one of: ${choices.join(', ')}`]),
      ...(fallback === null ? [] : [`    default: ${fallback}`]),
      `    set in: ${placesOf(setting)}${secret === true ? ' (a secret: never in a settings file)' : ''}`,
    ].join('\n');
  });
  const order = 'A flag comes first, then the environment, .env, ./insight.config.json, the user file, the default.';
  return `${order}\n\n${blocks.join('\n\n')}\n`;
}
