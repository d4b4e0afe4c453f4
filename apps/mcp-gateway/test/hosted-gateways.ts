import type { PromptDraft } from '@promptbin/prompts'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Gateway, type StartOptions, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'

/** What `/mcp-status` says of connections. */
interface Status {
  readonly sessions: {
    readonly open: number
    readonly idle: number
    readonly ended: Readonly<Record<string, number>>
  }
  readonly connections: {
    readonly open: number
    readonly refused: Readonly<Record<string, number>>
  }
}

export async function statusOf({ url }: Gateway): Promise<Status> {
  return (await (await fetch(new URL('/mcp-status', url))).json()) as Status
}

/**
 * One library for all tests of a file, filled once, and what starts a gateway over it for one test,
 * hosted in a way of its own.
 */
export function useHostedGateways(fill: (web: Web) => Promise<unknown> = async () => {}) {
  let web: Web
  const running: Gateway[] = []
  beforeAll(async () => {
    web = await startWeb()
    await fill(web)
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.stop()))
  })
  afterAll(async () => {
    await web?.stop()
  })
  return {
    /** Saves a prompt in the library. */
    save: (draft: PromptDraft) => web.save(draft),
    start: async (hosting: StartOptions['hosting'] = {}): Promise<Gateway> => {
      const gateway = await startGateway({ webUrl: web.url, hosting })
      running.push(gateway)
      return gateway
    },
  }
}
