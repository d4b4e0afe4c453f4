import type { Fault } from '../proxy/fault.ts'
import { garbled } from './answers/garbled.ts'
import { serverError } from './answers/server-error.ts'
import { wrongContent } from './answers/wrong-content.ts'
import { cutBody } from './breaks/cut-body.ts'
import { halfOpen } from './breaks/half-open.ts'
import { reset } from './breaks/reset.ts'
import { resetMidway } from './breaks/reset-midway.ts'
import { blackHole } from './delays/black-hole.ts'
import { createJitter } from './delays/jitter.ts'
import { latency } from './delays/latency.ts'
import { slowBody } from './delays/slow-body.ts'

/** Every way to fail. */
export const everyFault: readonly Fault[] = [
  latency,
  createJitter(),
  slowBody,
  blackHole,
  halfOpen,
  reset,
  resetMidway,
  cutBody,
  serverError,
  wrongContent,
  garbled,
]
