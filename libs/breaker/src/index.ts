export { type Breaker, type BreakerOptions, createBreaker } from './breaker.ts'
export { type BreakerState, worstState } from './breaker-state.ts'
