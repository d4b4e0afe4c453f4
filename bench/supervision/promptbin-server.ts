import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createDataFolder, Product, run } from '@promptbin/e2e/product'
import type { SupervisedServer } from './supervised-server.ts'

/** How often the supervisor is asked whether all are there. */
const pollMs = 20

/** One process, as the supervisor's API tells of it. */
interface Process {
  readonly service: string
  readonly pid: number | null
  readonly state: string
}

export interface PromptBinOptions {
  /** Of prompt-web. */
  readonly workers: number
  /** Of each service. */
  readonly spares: number
  /** Nobody says a word to its supervisor, not even to ask whether the spares are there yet. */
  readonly isLeftAlone?: boolean
}

/** The whole product, of which prompt-web is asked. */
export class PromptBinServer implements SupervisedServer {
  readonly name = 'PromptBin'
  readonly url: string
  readonly gatewayUrl: string
  readonly supervisorPid: number
  readonly #product: Product
  readonly #data: ReturnType<typeof createDataFolder>
  readonly #options: PromptBinOptions

  private constructor(
    product: Product,
    data: ReturnType<typeof createDataFolder>,
    options: PromptBinOptions,
  ) {
    this.#product = product
    this.#data = data
    this.#options = options
    const { web, mcp, pid } = product.instance
    this.url = `${web.url}/api/v1/prompts?limit=1`
    this.gatewayUrl = mcp.url
    this.supervisorPid = pid
  }

  /** Resolves when all three services are ready, and the spares too unless it is left alone. */
  static async start(options: PromptBinOptions): Promise<PromptBinServer> {
    const data = createDataFolder()
    const product = await Product.start(data.path, {
      PROMPTBIN_WEB_WORKERS: String(options.workers),
      PROMPTBIN_SUPERVISOR_SPARES: String(options.spares),
      // All come from one address here.
      PROMPTBIN_MCP_RATE_LIMIT: '1000000',
    })
    const server = new PromptBinServer(product, data, options)
    if (!options.isLeftAlone) await server.whenWhole()
    return server
  }

  async #processes(): Promise<readonly Process[]> {
    for (;;) {
      const response = await fetch(`${this.#product.instance.supervisor.url}/api/v1/processes`)
      const { items } = (await response.json()) as { items?: readonly Process[] }
      if (items !== undefined) return items
      // On a busy machine the supervisor sheds what is not urgent.
      await pause(pollMs)
    }
  }

  async workers(): Promise<readonly number[]> {
    const processes = await this.#processes()
    return processes.flatMap(({ service, state, pid }) =>
      service === 'prompt-web' && state === 'ready' && pid !== null ? [pid] : [],
    )
  }

  /** All processes of the instance, the supervisor's first; also those that are no services, as its guard. */
  async pids(): Promise<readonly number[]> {
    const { supervisorPid } = this
    const services = (await this.#processes()).flatMap(({ pid }) => pid ?? [])
    const children = readFileSync(`/proc/${supervisorPid}/task/${supervisorPid}/children`, 'utf8')
    return [...new Set([supervisorPid, ...services, ...children.trim().split(' ').map(Number)])]
  }

  async whenWhole(): Promise<void> {
    const { workers, spares } = this.#options
    for (;;) {
      const processes = await this.#processes()
      const count = (service: string, wanted: string) =>
        processes.filter((each) => each.service === service && each.state === wanted).length
      const isWhole =
        count('prompt-web', 'ready') === workers &&
        count('prompt-web', 'spare') >= spares &&
        count('mcp-gateway', 'ready') === 1 &&
        count('mcp-gateway', 'spare') >= spares
      if (isWhole) return
      await pause(pollMs)
    }
  }

  async reload(): Promise<void> {
    const args = ['reload', 'prompt-web', '--data-dir', this.#data.path]
    const { code, stderr } = await run(args)
    if (code !== 0) throw new Error(`promptbin reload ended with ${code}: ${stderr}`)
  }

  async stop(): Promise<void> {
    await this.#product.stop()
    this.#data.remove()
  }
}
