/** `closed` calls go through, `open` they fail at once, `half-open` one is let through as a trial. */
export type BreakerState = 'closed' | 'open' | 'half-open'

/** What a breaker guards: writes may fail, as with a full disk, while reads go on. */
export type BreakerKind = 'reads' | 'writes'

export type BreakerStates = Readonly<Record<BreakerKind, BreakerState>>
