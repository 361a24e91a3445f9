import {
  ITEM_KINDS,
  type ChangeAnswer,
  type ItemKind,
  type PulledPage,
  type PushAnswer,
  type SyncItem,
} from '../../domain/sync/item.js';
import { Failure } from '../../errors.js';
import { good, type AccountAsk } from '../account.js';
import type { HttpAnswer } from '../http/request.js';
import { isRecord } from '../http/json-record.js';
import type { SyncServer } from '../ports/sync.js';

const SERVER = 'The hosted account';

/** The hosted account as sync asks it. @param ask a request in the name of who is signed in */
export function syncServer(ask: (request: Omit<AccountAsk, 'token'>) => Promise<HttpAnswer>): SyncServer {
  return {
    account: async () => {
      const { id, email } = good(await ask({ method: 'GET', path: '/api/v1/me' }), SERVER);
      if (typeof id !== 'string' || typeof email !== 'string') throw strange();
      return { id, email };
    },
    push: async (machine, seen, changes) => {
      const answer = await ask({ method: 'POST', path: '/api/v1/sync/push', body: { machine, seen, changes } });
      return answer.status === 409 ? null : readAnswers(good(answer, SERVER), changes.length);
    },
    pull: async ({ after, seen }) => {
      const query = new URLSearchParams({ after, seen, limit: '100' }).toString();
      const answer = await ask({ method: 'GET', path: `/api/v1/sync/pull?${query}` });
      return answer.status === 409 ? null : readPage(good(answer, SERVER));
    },
  };
}

function readAnswers({ answers, seen }: Readonly<Record<string, unknown>>, count: number): PushAnswer {
  if (!Array.isArray(answers) || answers.length !== count || typeof seen !== 'string') throw strange();
  return { answers: answers.map(readAnswer), seen };
}

function readPage({ items, next, seen, more }: Readonly<Record<string, unknown>>): PulledPage {
  if (!Array.isArray(items) || typeof next !== 'string' || typeof seen !== 'string') throw strange();
  if (typeof more !== 'boolean') throw strange();
  return { items: items.map(readItem), next, seen, more };
}

function readAnswer(told: unknown): ChangeAnswer {
  if (!isRecord(told)) throw strange();
  const { outcome, version, winner, reason } = told;
  const name = readName(told);
  if (outcome === 'accepted' && typeof version === 'number') return { ...name, outcome, version };
  if (outcome === 'superseded') return { ...name, outcome, winner: readItem(winner) };
  if (outcome === 'refused' && typeof reason === 'string') return { ...name, outcome, reason };
  throw strange();
}

function readItem(told: unknown): SyncItem {
  if (!isRecord(told)) throw strange();
  const { version, owner, machine, changedAt, deleted, body } = told;
  if (typeof version !== 'number' || typeof changedAt !== 'number' || typeof deleted !== 'boolean') throw strange();
  if (typeof owner !== 'string' || typeof machine !== 'string' || !(body === null || isRecord(body))) throw strange();
  return { ...readName(told), version, owner, machine, changedAt, deleted, body };
}

function readName({ kind, id, change }: Readonly<Record<string, unknown>>) {
  const known = ITEM_KINDS.find((each): each is ItemKind => each === kind);
  if (known === undefined || typeof id !== 'string' || typeof change !== 'string') throw strange();
  return { kind: known, id, change };
}

function strange(): Failure {
  return new Failure('provider', `${SERVER} gave no answer that sync knows`, 'update insight here, or at the server');
}
