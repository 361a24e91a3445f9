import { readAlertRule, type AlertRule } from '../domain/alerts/alert-rule.js';
import { Failure } from '../errors.js';
import { text, texts, toggle, type Flag, type FlagValues } from '../flags.js';

const alert: Flag<readonly AlertRule[]> = {
  describe: 'tell of a new video that reaches z=2.5, multiple=3, score=0.8, views=N or per-hour=N; may be repeated',
  placeholder: 'RULE',
  repeatable: true,
  absent: [],
  read: (value, name) => {
    const rule = readAlertRule(value);
    if ('wrong' in rule) throw new Failure('usage', `${name} ${rule.wrong}`, rule.hint);
    return [rule];
  },
};

/** Flags of a command that raises alerts. */
export const ALERT_FLAGS = {
  alert,
  webhook: text('send each alert as a signed webhook; the secret is INSIGHT_WEBHOOK_SECRET', 'URL'),
  exec: text('run a program for each alert, which is on its standard input as JSON; no shell', 'PROGRAM'),
  execArg: texts('an argument for that program; may be repeated', 'ARG'),
  allowPrivate: toggle('let the webhook be in the own network, and be http'),
} as const;

export type AlertFlags = FlagValues<typeof ALERT_FLAGS>;

/** @throws Failure `usage` for flags that mean nothing without another one */
export function checkAlertFlags({ alert: rules, webhook, exec, execArg, allowPrivate }: AlertFlags): void {
  const without = (flag: string, other: string, example: string): Failure =>
    new Failure('usage', `${flag} says nothing without ${other}`, `for example ${example}`);
  if (rules.length === 0) {
    if (webhook !== null) throw without('--webhook', '--alert', '--alert z=2.5 --webhook https://example.com/alerts');
    if (exec !== null) throw without('--exec', '--alert', '--alert z=2.5 --exec ./notify.sh');
  }
  if (exec === null && execArg.length > 0) throw without('--exec-arg', '--exec', '--exec ./notify.sh --exec-arg -v');
  if (webhook === null && allowPrivate) {
    throw without('--allow-private', '--webhook', '--webhook http://127.0.0.1:8080/alerts --allow-private');
  }
  if (exec === '') throw new Failure('usage', '--exec names no program', 'for example --exec ./notify.sh');
}
