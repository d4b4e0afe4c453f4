import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import type { ProcessEnding, ProcessNode, ProcessRecord } from './process-record.ts'

/** What is known of all processes, by their ids. */
type Records = Map<number, ProcessRecord>

export interface GenealogyOptions {
  /** More processes than that are forgotten, those that ended first before the others. */
  readonly maxProcesses?: number
}

const defaultMaxProcesses = 2000

/** The name under which the supervisor stands among the services. */
const supervisor = 'supervisor'

/** Folds records of what happened, in their order, into the life of every process. Pure. */
export function genealogyOf(
  events: Iterable<LifecycleEvent>,
  options: GenealogyOptions = {},
): ReadonlyMap<number, ProcessRecord> {
  const genealogy = createGenealogy(options)
  for (const event of events) genealogy.add(event)
  return genealogy.records
}

/** The same step by step. */
export function createGenealogy({ maxProcesses = defaultMaxProcesses }: GenealogyOptions = {}) {
  const records: Records = new Map()
  return {
    records: records as ReadonlyMap<number, ProcessRecord>,
    add(event: LifecycleEvent): void {
      const { processId } = event
      if (event.type === 'supervisor-started') settleAll(records)
      if (processId === null) return
      const before = records.get(processId) ?? newRecord(event, processId)
      records.set(processId, afterEvent(before, event))
      const replaced = replacedBy(event)
      // Who was started for one place may get another, which counts.
      if (replaced !== null && event.type === 'promoted') unlink(records, processId)
      if (replaced !== null) link(records, replaced, processId)
      if (event.type === 'supervisor-started') linkSupervisor(records, processId)
      forgetOldest(records, maxProcesses)
    },
  }
}

/**
 * The processes as trees: supervisors, and below each what it started, in the order of their ids.
 * A process whose parent is forgotten is a root.
 */
export function forestOf(records: ReadonlyMap<number, ProcessRecord>): readonly ProcessNode[] {
  const sorted = [...records.values()].sort((one, other) => one.processId - other.processId)
  const childrenOf = Map.groupBy(sorted, ({ parent }) =>
    parent !== null && records.has(parent) ? parent : null,
  )
  const toNode = (record: ProcessRecord): ProcessNode => ({
    ...record,
    children: (childrenOf.get(record.processId) ?? []).map(toNode),
  })
  return (childrenOf.get(null) ?? []).map(toNode)
}

function newRecord({ service, worker, pid }: LifecycleEvent, processId: number): ProcessRecord {
  return {
    processId,
    service,
    worker,
    pid,
    parent: null,
    replaces: null,
    replacedBy: null,
    state: 'starting',
    startedAt: null,
    why: null,
    readyAt: null,
    startedInMs: null,
    endedAt: null,
    ending: null,
    reason: null,
  }
}

/** What one record of the log changes at the process that it speaks of. */
function afterEvent(before: ProcessRecord, event: LifecycleEvent): ProcessRecord {
  if (event.type === 'restart-decided') return { ...before, reason: event.reason }
  // Whatever comes late does not bring it back.
  if (before.state === 'exited') return before
  const known = { ...before, worker: event.worker ?? before.worker, pid: event.pid ?? before.pid }
  const { at } = event
  switch (event.type) {
    case 'supervisor-started':
      return { ...known, state: 'ready', startedAt: at, readyAt: at }
    case 'supervisor-stopping':
      return { ...known, state: 'stopping', endedAt: at, reason: event.why }
    case 'started':
      return { ...known, startedAt: at, why: event.why, parent: parentOf(event, before) }
    case 'prepared':
      return { ...known, state: known.worker === null ? 'spare' : 'starting' }
    case 'promoted':
      return { ...known, state: 'starting' }
    case 'ready':
      return { ...known, state: 'ready', readyAt: at, startedInMs: event.startedInMs }
    case 'draining':
      return { ...known, state: 'draining' }
    case 'exited':
      return { ...known, state: 'exited', endedAt: at, ending: endingOf(event) }
    default:
      return known
  }
}

type Of<Type extends LifecycleEvent['type']> = Extract<LifecycleEvent, { type: Type }>

/** Ids grow, so a parent is older than its children, and no process is its own ancestor. */
function parentOf({ parent }: Of<'started'>, { processId }: ProcessRecord): number | null {
  return parent !== null && parent < processId ? parent : null
}

function endingOf({ code, signal, cause, livedMs, figures }: Of<'exited'>): ProcessEnding {
  return { code, signal, cause, livedMs, figures }
}

function replacedBy(event: LifecycleEvent): number | null {
  return event.type === 'started' || event.type === 'promoted' ? event.replaces : null
}

/**
 * Puts a process behind the one that it replaces. When that one has a successor already, which did
 * not stay, it comes behind the last of them: a place is held by one process after the other.
 */
function link(records: Records, replaced: number, processId: number): void {
  const record = records.get(processId)
  const before = records.get(replaced)
  if (!record || !before || record.replaces !== null) return
  const last = lastOf(records, before)
  if (last === lastOf(records, record)) return
  records.set(last.processId, { ...last, replacedBy: processId })
  records.set(processId, { ...record, replaces: last.processId })
}

/** Takes a process out of its chain, whose ends then meet. */
function unlink(records: Records, processId: number): void {
  const record = records.get(processId)
  if (!record) return
  const [before, after] = [record.replaces, record.replacedBy].map((id) =>
    records.get(id ?? Number.NaN),
  )
  records.set(processId, { ...record, replaces: null, replacedBy: null })
  if (before) records.set(before.processId, { ...before, replacedBy: after?.processId ?? null })
  if (after) records.set(after.processId, { ...after, replaces: before?.processId ?? null })
}

/** The one that holds the place now, or held it last. */
function lastOf(records: Records, record: ProcessRecord): ProcessRecord {
  const next = record.replacedBy === null ? undefined : records.get(record.replacedBy)
  return next ? lastOf(records, next) : record
}

function linkSupervisor(records: Records, processId: number): void {
  const before = [...records.values()].findLast(
    (record) => record.service === supervisor && record.processId < processId,
  )
  if (before) link(records, before.processId, processId)
}

/** A new supervisor: whatever the one before has left has ended, seen or not. */
function settleAll(records: Records): void {
  for (const record of records.values()) {
    if (record.state === 'exited') continue
    const cause = record.state === 'stopping' ? 'stopped' : 'lost'
    const livedMs =
      record.startedAt !== null && record.endedAt !== null
        ? Date.parse(record.endedAt) - Date.parse(record.startedAt)
        : null
    const ending = { cause, code: null, signal: null, livedMs, figures: null } as const
    records.set(record.processId, { ...record, state: 'exited', ending })
  }
}

function forgetOldest(records: Records, maxProcesses: number): void {
  for (const { processId, state } of records.values()) {
    if (records.size <= maxProcesses) return
    if (state !== 'exited') continue
    unlink(records, processId)
    records.delete(processId)
  }
}
