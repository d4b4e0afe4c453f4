import { PromptBinError } from '@promptbin/errors'
import type { ObjectSchema, Operation } from '@promptbin/operations'
import type { Asker, AuditEntry, AuditValue } from '@promptbin/security'
import type { Caller } from './caller.ts'
import type { AuditNotes } from './handlers.ts'

type Fields = Readonly<Record<string, unknown>>

/** What it is done to when the input names nothing. */
const everything = 'promptbin'

/** A caller as the audit trail tells of it. */
export function askerOf({ principal, face, address, client, requestId }: Caller): Asker {
  const { id: actor, kind } = principal
  return { actor, kind, face, address: address || null, client, requestId }
}

/** What somebody intends to have done, as the audit trail tells it. */
export function auditEntryOf(
  { name, audit = name, http, input: schema }: Operation,
  input: unknown,
  caller: Caller,
): AuditEntry {
  const { target, ...rest } = split(http.path, withoutSecrets(schema, { ...Object(input) }))
  return {
    ...askerOf(caller),
    action: audit,
    target,
    outcome: 'intended',
    before: null,
    after: Object.keys(rest.others).length === 0 ? null : asJson(rest.others),
  }
}

/** The same when it was done, or was not. */
export function outcomeOf(entry: AuditEntry, notes: AuditNotes, error?: unknown): AuditEntry {
  const told = {
    ...entry,
    target: notes.target ?? entry.target,
    before: notes.before === undefined ? entry.before : asJson(notes.before),
  }
  if (error === undefined) {
    const after = notes.after === undefined ? entry.after : asJson(notes.after)
    return { ...told, outcome: 'done', after }
  }
  const known = error instanceof PromptBinError ? error : undefined
  // What was wrong with the wish itself was not even begun.
  const outcome = known !== undefined && known.status < 500 ? 'refused' : 'failed'
  return {
    ...told,
    outcome,
    after: { code: known?.code ?? 'PB_INTERNAL', why: String(Object(error).message) },
  }
}

/** The same with a sign in place of what is taken and never told again. */
function withoutSecrets({ properties }: ObjectSchema, input: Fields): Fields {
  return Object.fromEntries(
    Object.entries(input).map(([field, value]) => [
      field,
      properties[field]?.writeOnly && value !== undefined ? '[secret]' : value,
    ]),
  )
}

/** What an input names as its subject, and the rest of it. */
function split(path: string, input: Fields): { target: string; others: Fields } {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, field = '']) => field)
  const named = inPath.length > 0 ? inPath : ['service', 'name'].filter((field) => field in input)
  const target = named.map((field) => String(input[field])).join(' ') || everything
  const others = Object.entries(input).filter(
    ([field, value]) => !named.includes(field) && value !== undefined,
  )
  return { target, others: Object.fromEntries(others) }
}

/** As JSON tells it: what has no form there is left out. */
function asJson(value: unknown): AuditValue {
  return JSON.parse(JSON.stringify(value) ?? 'null') as AuditValue
}
