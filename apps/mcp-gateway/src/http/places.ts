import { clientShareExhausted, connectionsExhausted } from '../errors.ts'

/** What holds a place: everything that stays after its request was answered. */
export type PlaceKind = 'session' | 'stream' | 'pipe' | 'sse'

/** Who holds it: a principal at an address. */
export interface Holder {
  readonly principalId: string
  readonly address: string
}

/** A place that is held until `release`, which may be called again. */
export interface Place {
  release(): void
}

/** Why a place was refused, as metrics and `/mcp-status` name it. */
export type PlaceRefusal = 'full' | 'share'

export interface Places {
  readonly limit: number
  readonly taken: number
  count(kind: PlaceKind): number
  readonly refused: Readonly<Record<PlaceRefusal, number>>
  /** Throws `PB_MCP_CONNECTIONS_EXHAUSTED` or `PB_MCP_CLIENT_SHARE_EXHAUSTED`. */
  take(kind: PlaceKind, holder: Holder): Place
  /** How a place is made when none is free; true when one was. */
  onFull(makeRoom: () => boolean): void
}

export interface PlacesOptions {
  /** `mcp.max_connections`. */
  readonly limit: number
  /**
   * How many of them one client may hold. Who is not authenticated cannot be told apart from all
   * others of this machine, so for those it is the limit itself.
   */
  readonly share?: number
  readonly onRefused?: (reason: PlaceRefusal) => void
}

/** Without authentication everybody has this id. */
export const localPrincipalId = 'local'

/** One runaway client leaves half of the places to the others. */
const defaultShare = (limit: number) => Math.max(1, Math.ceil(limit / 2))

/** All places of one worker, free. */
export function createPlaces(options: PlacesOptions): Places {
  const { limit, share = defaultShare(limit), onRefused = () => {} } = options
  const counts: Record<PlaceKind, number> = { session: 0, stream: 0, pipe: 0, sse: 0 }
  const held = new Map<string, number>()
  const refused = { full: 0, share: 0 }
  let taken = 0
  let makeRoom = () => false

  function refuse(reason: PlaceRefusal): void {
    refused[reason] += 1
    onRefused(reason)
  }

  function admit({ principalId }: Holder, key: string): void {
    const mine = held.get(key) ?? 0
    if (principalId !== localPrincipalId && mine >= share) {
      refuse('share')
      throw clientShareExhausted(mine)
    }
    if (taken >= limit && !makeRoom()) {
      refuse('full')
      throw connectionsExhausted(taken)
    }
  }

  function leave(kind: PlaceKind, key: string): void {
    taken -= 1
    counts[kind] -= 1
    const left = (held.get(key) ?? 1) - 1
    if (left === 0) held.delete(key)
    else held.set(key, left)
  }

  return {
    limit,
    refused,
    get taken() {
      return taken
    },
    count: (kind) => counts[kind],
    take(kind, holder) {
      const key = `${holder.principalId} ${holder.address}`
      admit(holder, key)
      taken += 1
      counts[kind] += 1
      held.set(key, (held.get(key) ?? 0) + 1)
      let isHeld = true
      return {
        release() {
          if (isHeld) leave(kind, key)
          isHeld = false
        },
      }
    },
    onFull(make) {
      makeRoom = make
    },
  }
}
