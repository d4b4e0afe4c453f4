import type { FastifyInstance } from 'fastify'
import { WARM_UP_ADDRESS } from '../request/traffic.ts'

/** The first answer has code loaded, the second finds it. */
const ROUNDS = 2

/**
 * Has an app answer these paths before it listens, so that its first client does not wait until code
 * is compiled and threads are started: that costs ten times as much as the answer. It is no traffic,
 * and what is answered means nothing.
 */
export async function warmUp(app: FastifyInstance, paths: readonly string[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const url of paths) await app.inject({ url, remoteAddress: WARM_UP_ADDRESS })
  }
}
