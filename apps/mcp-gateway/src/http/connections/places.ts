import { type Live, valueNow } from '@promptbin/service'
import { clientShareExhausted, connectionsExhausted } from '../../errors.ts'

/** What holds a place: everything that stays after its request was answered. */
export type PlaceKind = 'session' | 'stream' | 'pipe' | 'sse'

/** Who holds it: a principal at an address. */
export interface Holder {
  readonly principalId: string
  readonly address: string
  /** When the token that was shown expires, in milliseconds since the epoch; undefined without an end. */
  readonly expiresAtMs?: number
}

/** A place that is held until `release`, which may be called again. */
export interface Place {
  release(): void
  /** How to end what stands on it; called when its holder may no longer have it. */
  onRevoked(end: () => void): void
  /** Its holder showed a token again, which may be a later one. */
  renew(holder: Holder): void
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
  /** Ends all that stands on such places. */
  revoke(isOver: (holder: Holder, kind: PlaceKind) => boolean): void
}

export interface PlacesOptions {
  /** `mcp.max_connections`. With fewer than are held all stay, and nobody else is let in. */
  readonly limit: Live<number>
  /**
   * How many of them one client may hold. Who is not authenticated cannot be told apart from all
   * others of this machine, so for those it is the limit itself.
   */
  readonly share?: number
  readonly onRefused?: (reason: PlaceRefusal) => void
}

/** Without authentication everybody has this id. */
export const localPrincipalId = 'local'

/** A place as it is held. */
interface Held {
  readonly kind: PlaceKind
  readonly key: string
  holder: Holder
  end: () => void
  isRevoked: boolean
}

/** One runaway client leaves half of the places to the others. */
const defaultShare = (limit: number) => Math.max(1, Math.ceil(limit / 2))

/** All places of one worker, free. */
export function createPlaces(options: PlacesOptions): Places {
  const { onRefused = () => {} } = options
  const limit = () => valueNow(options.limit)
  const share = () => options.share ?? defaultShare(limit())
  const counts: Record<PlaceKind, number> = { session: 0, stream: 0, pipe: 0, sse: 0 }
  const heldBy = new Map<string, number>()
  const held = new Set<Held>()
  const refused = { full: 0, share: 0 }
  let makeRoom = () => false

  function refuse(reason: PlaceRefusal): void {
    refused[reason] += 1
    onRefused(reason)
  }

  function admit({ principalId }: Holder, key: string): void {
    const mine = heldBy.get(key) ?? 0
    if (principalId !== localPrincipalId && mine >= share()) {
      refuse('share')
      throw clientShareExhausted(mine)
    }
    if (held.size >= limit() && !makeRoom()) {
      refuse('full')
      throw connectionsExhausted(held.size)
    }
  }

  function leave(place: Held): void {
    if (!held.delete(place)) return
    counts[place.kind] -= 1
    const left = (heldBy.get(place.key) ?? 1) - 1
    if (left === 0) heldBy.delete(place.key)
    else heldBy.set(place.key, left)
  }

  return {
    get limit() {
      return limit()
    },
    refused,
    get taken() {
      return held.size
    },
    count: (kind) => counts[kind],
    take(kind, holder) {
      const key = `${holder.principalId} ${holder.address}`
      admit(holder, key)
      const place: Held = { kind, key, holder, end: () => {}, isRevoked: false }
      held.add(place)
      counts[kind] += 1
      heldBy.set(key, (heldBy.get(key) ?? 0) + 1)
      return {
        release: () => leave(place),
        onRevoked(end) {
          place.end = end
          // It may have happened while what stands here was still being made.
          if (place.isRevoked) end()
        },
        renew(shown) {
          place.holder = shown
        },
      }
    },
    onFull(make) {
      makeRoom = make
    },
    revoke(isOver) {
      for (const place of [...held].filter(({ holder, kind }) => isOver(holder, kind))) {
        place.isRevoked = true
        place.end()
      }
    },
  }
}
