import { quoted } from './in-words.js';
import { originProblem, serverProblem } from './server-address.js';

/** A folder that came from elsewhere decides neither what a server is nor whom a login goes to. */
const OWN = ['environment', 'user'] as const;
const ENVIRONMENT = ['environment'] as const;
const SECRET = { fallback: null, places: ENVIRONMENT, secret: true } as const;

/** The settings of the hosted account: of who hosts one, and of who uses one. */
export const SERVER_SETTINGS = [
  {
    name: 'server',
    env: 'INSIGHT_SERVER',
    describe: 'address of the hosted account that insight login signs in to',
    fallback: null,
    places: OWN,
    check: serverProblem,
    tidy: withoutSlash,
  },
  {
    name: 'databaseUrl',
    env: 'DATABASE_URL',
    describe: 'PostgreSQL for insight serve (postgres://…); without it a file in the data folder',
    ...SECRET,
  },
  {
    name: 'port',
    env: 'PORT',
    describe: 'port that insight serve listens on',
    fallback: '8787',
    places: ENVIRONMENT,
    check: portProblem,
  },
  {
    name: 'publicUrl',
    env: 'INSIGHT_PUBLIC_URL',
    describe: 'address under which people reach insight serve; without it http://localhost and the port',
    fallback: null,
    places: ENVIRONMENT,
    check: originProblem,
    tidy: withoutSlash,
  },
  {
    name: 'serverSecret',
    env: 'INSIGHT_SERVER_SECRET',
    describe: 'secret of insight serve, 32 bytes or more as base64; without it one kept in the data folder',
    ...SECRET,
  },
  {
    name: 'adminUsername',
    env: 'ADMIN_USERNAME',
    describe: 'e-mail address of the administrator that the very first insight serve makes; later ignored',
    fallback: null,
    places: ENVIRONMENT,
  },
  {
    name: 'adminPassword',
    env: 'ADMIN_PASSWORD',
    describe: 'password of that administrator, 12 characters or more; take both out afterwards',
    ...SECRET,
  },
  {
    name: 'corsOrigins',
    env: 'INSIGHT_CORS_ORIGINS',
    describe: 'other sites whose pages may call insight serve, separated by commas',
    fallback: null,
    places: ENVIRONMENT,
    check: (text: string) =>
      text.split(',').reduce<string | null>((problem, origin) => problem ?? originProblem(origin.trim()), null),
  },
  {
    name: 'registration',
    env: 'INSIGHT_REGISTRATION',
    describe: 'whether strangers may register at insight serve: open or closed; without it open on this machine only',
    fallback: null,
    places: ENVIRONMENT,
    check: (text: string) =>
      text === 'open' || text === 'closed' ? null : `takes open or closed, not ${quoted(text)}`,
  },
  {
    name: 'hostUsdADay',
    env: 'INSIGHT_HOST_USD_A_DAY',
    describe: 'US dollars a day that runs of tools may cost the host of insight serve, all accounts together',
    fallback: null,
    places: ENVIRONMENT,
    check: dollarsProblem,
  },
  {
    name: 'metricsToken',
    env: 'INSIGHT_METRICS_TOKEN',
    describe: 'bearer token by which Prometheus reads /metrics of insight serve, 20 characters or more',
    ...SECRET,
    check: (text: string) =>
      /^[\w.~+/-]{20,200}=*$/.test(text) ? null : 'takes 20 to 200 letters, digits, - and _ (openssl rand -hex 32)',
  },
  {
    name: 'smtpUrl',
    env: 'INSIGHT_SMTP_URL',
    describe: 'mail server of insight serve (smtps://user:password@host); without it links are handed out',
    ...SECRET,
  },
  {
    name: 'mailFrom',
    env: 'INSIGHT_MAIL_FROM',
    describe: 'sender of the mail of insight serve',
    fallback: null,
    places: ENVIRONMENT,
  },
] as const;

function withoutSlash(text: string): string {
  return new URL(text).origin;
}

function dollarsProblem(text: string): string | null {
  return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? null : `takes US dollars such as 5 or 2.50, not ${quoted(text)}`;
}

function portProblem(text: string): string | null {
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? null : `takes a port from 0 to 65535, not ${quoted(text)}`;
}
