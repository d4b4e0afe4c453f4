import { readScopes, type Scope } from '@promptbin/security'
import { openStateFile, type StateFile, type StateLog } from '../state/state-file.ts'

/** A browser that is logged in at the console. Times: ms since 1970. */
export interface ConsoleSession {
  /** SHA-256 of what the browser keeps. */
  readonly hash: string
  readonly owner: string
  readonly scopes: readonly Scope[]
  /** SHA-256 of the token by which it was logged in; null for a password or a link. */
  readonly tokenHash: string | null
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly endsAt: number
}

/** A token that was good when prompt-web was asked last. */
export interface RememberedToken {
  readonly hash: string
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly checkedAt: number
  readonly endsAt: number
}

/** What the console knows of logins without prompt-web. */
export interface ConsoleState {
  readonly sessions: readonly ConsoleSession[]
  readonly tokens: readonly RememberedToken[]
}

const nothing: ConsoleState = { sessions: [], tokens: [] }

const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** Opens the file in the state folder; it holds hashes only, and is for its owner alone. */
export function openConsoleState(file: string, log: StateLog): StateFile<ConsoleState> {
  return openStateFile({ file, log, empty: nothing, parse: parseState })
}

function parseState(value: unknown): ConsoleState | undefined {
  const { sessions, tokens } = Object(value) as Partial<ConsoleState>
  if (!Array.isArray(sessions) || !Array.isArray(tokens)) return undefined
  const isWhole = [...sessions, ...tokens].every(
    ({ hash, owner, scopes, endsAt }) =>
      isHash(hash) && typeof owner === 'string' && Array.isArray(scopes) && Number.isFinite(endsAt),
  )
  if (!isWhole) return undefined
  const scoped = <Item extends { readonly scopes: readonly Scope[] }>(item: Item): Item => ({
    ...item,
    scopes: [...readScopes(item.scopes)],
  })
  return { sessions: sessions.map(scoped), tokens: tokens.map(scoped) }
}
