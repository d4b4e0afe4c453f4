import type { BreakerState } from '@promptbin/breaker'

/** What a breaker guards: writes may fail, as with a full disk, while reads go on. */
export type BreakerKind = 'reads' | 'writes'

export type BreakerStates = Readonly<Record<BreakerKind, BreakerState>>
