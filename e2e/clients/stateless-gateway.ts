import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { testSettings } from '../product.ts'

const gateway = fileURLToPath(new URL('../../apps/mcp-gateway/dist/main.js', import.meta.url))

/** A second gateway before the library of a product, as behind a balancer: it has no sessions. */
export async function startStatelessGateway(webUrl: string) {
  const child = spawn(process.execPath, [gateway], {
    env: {
      ...process.env,
      ...testSettings,
      PROMPTBIN_MCP_LEGACY: 'stateless',
      PROMPTBIN_MCP_WEB_URL: webUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const logged = JSON.parse(line)
      if (logged.event === 'service.ready') resolve(logged.url)
    })
    void ended.then(([code]) => reject(new Error(`the gateway ended with ${code}`)))
  })
  return {
    url: new URL('/mcp', url).href,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
