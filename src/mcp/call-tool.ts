import type { Command } from '../command.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { freePlan } from '../tools/plan-report.js';
import type { AgentTool } from './agent-tools.js';
import type { CallRoom, CallWish, Spendable } from './call-room.js';
import { leanAnswer } from './lean-answer.js';
import type { SessionLimit } from './session-limit.js';
import { readToolInput, type ToolInput } from './tool-input.js';

/** What calls share. */
export interface CallParts {
  readonly open: (wish: CallWish) => CallRoom;
  readonly limit: SessionLimit;
  /** Whether files may be read. */
  readonly files: boolean;
}

/** One call, as a client made it. */
export interface ToolCall extends Pick<CallWish, 'signal' | 'onProgress'> {
  readonly name: string;
  readonly tool: AgentTool;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Parts of an answer, each told apart from the others. */
export interface CallAnswer {
  readonly texts: readonly string[];
  readonly isError: boolean;
}

/**
 * Runs a tool as far as the session may pay for it.
 * @throws Failure of whatever kind
 */
export async function callTool(call: ToolCall, parts: CallParts): Promise<CallAnswer> {
  const { command, input } = await read(call, parts);
  const room = parts.open({ ...input, ...call });
  let notes: readonly string[] = [];
  let finished;
  try {
    finished = await withinLimit(room, parts.limit, await planIn(room, command, input), () =>
      command.start(room.context, input.words, flagsIn(room, input)),
    );
  } finally {
    notes = room.close();
  }
  const { started, spent } = finished;
  const { said, found } = leanAnswer(call.tool, command, started, input, notes);
  const cost = command.plan === null ? '' : ` ${costWords(spent)} ${sessionWords(parts.limit)}`;
  return {
    texts: [`${said}${cost}`, found].filter((text) => text !== ''),
    isError: started.results.length > 0 && started.results.every(isSubjectFailure),
  };
}

/**
 * What a call would cost, without asking anyone.
 * @throws Failure of whatever kind
 */
export async function planCall(call: ToolCall, parts: CallParts): Promise<CallAnswer> {
  const { command, input } = await read(call, parts);
  const room = parts.open({ ...input, ...call });
  try {
    const { plan } = await planIn(room, command, input);
    const { atMost, usual } = plan;
    return { texts: [planWords(call.name, usual, atMost, parts.limit)], isError: false };
  } finally {
    room.close();
  }
}

async function read({ name, tool, given }: ToolCall, { files }: CallParts) {
  const command = await tool.load();
  return { command, input: readToolInput(name, tool, command, given, files) };
}

/** The flags with the files by the paths that they have beneath the folder. @throws Failure `usage`, `not-found` */
function flagsIn(room: CallRoom, { flags, files }: ToolInput): ToolInput['flags'] {
  return files.length === 0 ? flags : { ...flags, from: files.map((path) => room.file(path)) };
}

async function planIn(room: CallRoom, { plan }: Command, input: ToolInput): Promise<PlanReport> {
  const flags = flagsIn(room, input);
  return plan === null ? freePlan() : plan(room.context, input.words, flags);
}

async function withinLimit<T>(room: CallRoom, limit: SessionLimit, { plan }: PlanReport, run: () => Promise<T>) {
  const held = limit.hold(plan.atMost);
  room.allow(held);
  try {
    const started = await run();
    return { started, spent: room.spent() };
  } catch (error) {
    throw room.overran() ? limit.overrun() : error;
  } finally {
    limit.settle(held, room.spent());
  }
}

type Costs = { readonly [K in keyof Spendable]: number | null };

function costWords({ units, searches }: Spendable): string {
  return searches === 0 ? `units=${units}` : `units=${units} searches=${searches}`;
}

function sessionWords({ spent, most }: SessionLimit): string {
  const searches = spent.searches === 0 ? '' : `,searches ${spent.searches}/${most.searches}`;
  return `session=${spent.units}/${most.units}${searches}`;
}

function planWords(name: string, usual: Costs, atMost: Costs, limit: SessionLimit): string {
  const words = ({ units, searches }: Costs) =>
    `${units ?? 'an unknown number of'} units${searches === 0 ? '' : `, ${searches ?? 'unknown'} searches`}`;
  const { spent, left, most } = limit;
  const runs =
    atMost.units === null
      ? 'it would be stopped when what is left is spent'
      : atMost.units <= left.units && (atMost.searches ?? 0) <= left.searches
        ? 'it may run'
        : 'it would be refused: more than is left';
  return [
    `${name}: usually ${words(usual)}, nothing for what is kept; at most ${words(atMost)}, if every request fails and is tried again.`,
    `session: ${spent.units} of ${most.units} units and ${spent.searches} of ${most.searches} searches spent; ${runs}.`,
  ].join('\n');
}

/** A failure as a model is told it: what happened, what to do, and of which kind. */
export function failureOf({ kind, message, hint }: Failure): { readonly error: object } {
  return { error: { kind, message, hint } };
}
